/**
 * Takes out the branches of `#if` that a build leaves out, before the text is parsed: what goes becomes blanks, so that
 * every offset stays. A symbol that nobody here can decide (DEBUG, unless it is listed) leaves its branches in place.
 */
export function preprocess(text: string, symbols: Symbols): string {
  if (!/^[ \t]*#[ \t]*if\b/m.test(text)) return text;
  const lines = text.split('\n');
  const open: Branch[] = [];
  const kept = lines.map((line) => {
    const directive = /^[ \t]*#[ \t]*(if|elif|else|endif)\b([^\r]*)/.exec(line);
    if (!directive) return open.some(({ state }) => state === 'out') ? blank(line) : line;
    const dead = open.slice(0, -1).some(({ state }) => state === 'out');
    const innermost = open.at(-1);
    switch (directive[1]) {
      case 'if': {
        const outside = open.some(({ state }) => state === 'out');
        const value = outside ? false : conditionOf(directive[2]!, symbols);
        open.push({
          state: value === undefined ? 'open' : value ? 'in' : 'out',
          taken: value === true,
          undecided: value === undefined,
        });
        return value === undefined ? line : blank(line);
      }
      case 'elif':
      case 'else': {
        if (!innermost) return line;
        if (innermost.undecided) return dead ? blank(line) : line;
        const value =
          innermost.taken || dead ? false : directive[1] === 'else' ? true : conditionOf(directive[2]!, symbols);
        // An undecided branch after decided ones cannot be told to the parser alone: it is kept as if taken nowhere.
        innermost.state = value === true ? 'in' : 'out';
        innermost.taken ||= value === true;
        return blank(line);
      }
      default: {
        const closed = open.pop();
        return closed?.undecided && !dead ? line : blank(line);
      }
    }
  });
  return kept.join('\n');
}

export interface Symbols {
  /** Defined in every build that is looked at. */
  readonly defined: ReadonlySet<string>;
  /** Defined in some builds and not in others. */
  readonly undecided: ReadonlySet<string>;
}

interface Branch {
  state: 'in' | 'out' | 'open';
  taken: boolean;
  readonly undecided: boolean;
}

const blank = (line: string): string => line.replace(/[^\r]/g, ' ');

/** The value of `A && !B`; undefined when it hangs on a symbol that is not decided. */
export function conditionOf(written: string, symbols: Symbols): boolean | undefined {
  const tokens = written.replace(/\/\/.*$/, '').match(/&&|\|\||==|!=|[!()]|[A-Za-z_]\w*/g) ?? [];
  let at = 0;
  const or = (): boolean | undefined => {
    let value = and();
    while (tokens[at] === '||') {
      at++;
      const right = and();
      value = value === true || right === true ? true : value === undefined || right === undefined ? undefined : false;
    }
    return value;
  };
  const and = (): boolean | undefined => {
    let value = same();
    while (tokens[at] === '&&') {
      at++;
      const right = same();
      value =
        value === false || right === false ? false : value === undefined || right === undefined ? undefined : true;
    }
    return value;
  };
  const same = (): boolean | undefined => {
    let value = not();
    while (tokens[at] === '==' || tokens[at] === '!=') {
      const equal = tokens[at++] === '==';
      const right = not();
      value = value === undefined || right === undefined ? undefined : (value === right) === equal;
    }
    return value;
  };
  const not = (): boolean | undefined => {
    const token = tokens[at++];
    if (token === '!') {
      const value = not();
      return value === undefined ? undefined : !value;
    }
    if (token === '(') {
      const value = or();
      at++;
      return value;
    }
    if (token === 'true') return true;
    if (token === undefined || token === 'false') return false;
    return symbols.defined.has(token) ? true : symbols.undecided.has(token) ? undefined : false;
  };
  return or();
}
