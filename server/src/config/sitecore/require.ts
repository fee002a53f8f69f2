import { remembered } from '../../maps';
import type { Span } from '../../syntax/text';

/**
 * The expression in `role:require="…"`: names, `and` or `&`, `or` or `|`, `!`, parentheses, `true`, `false`.
 * Grammar and oddities are those of the author's own parser (Sitecore.Configuration.Roles, BooleanLogicParser), which
 * 9.0 and later are believed to share: `and` and `or` have the same rank and are read from left to right, and `!` after
 * an operator negates its operand and then swallows all that follows.
 */
export interface RequireExpression {
  /** Undefined when the text is empty (which counts as true) or cannot be read. */
  readonly root: RequireNode | undefined;
  /** Every name with its place, `true` and `false` left out. */
  readonly names: readonly RequireName[];
  readonly problems: readonly RequireProblem[];
}

export type RequireNode =
  | RequireName
  | (Span & { readonly kind: 'constant'; readonly value: boolean })
  | (Span & { readonly kind: 'not'; readonly operand: RequireNode })
  | (Span & { readonly kind: 'and' | 'or'; readonly left: RequireNode; readonly right: RequireNode })
  | (Span & { readonly kind: 'group'; readonly inner: RequireNode });

export interface RequireName extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** Offsets are into the expression. */
export interface RequireProblem extends Span {
  readonly code: 'comma' | 'character' | 'incomplete' | 'parenthesis' | 'mixed' | 'leftover' | 'too-deep';
  /** `error`: Sitecore throws. `doubt`: it is read, but not as most people would. */
  readonly severity: 'error' | 'doubt';
  readonly message: string;
}

/** Names that hold, lower-cased. */
export type DefinedNames = ReadonlySet<string>;

/** Rule name (`role`, `search`, …), lower-cased, to the names that hold for it. */
export type RuleSet = ReadonlyMap<string, DefinedNames>;

/** Never throws; the same text gives the same object. */
export const parseRequire = remembered(2_000, (text: string): RequireExpression => new Reader(text).read());

/**
 * Does it hold? Undefined for an expression that Sitecore cannot read: it stops there with an exception.
 * An empty expression holds.
 */
export function evaluateRequire(expression: RequireExpression, defined: DefinedNames): boolean | undefined {
  if (expression.problems.some((problem) => problem.severity === 'error')) return undefined;
  return expression.root ? holds(expression.root, defined) : true;
}

function holds(node: RequireNode, defined: DefinedNames): boolean {
  switch (node.kind) {
    case 'name':
      return defined.has(node.name.toLowerCase());
    case 'constant':
      return node.value;
    case 'not':
      return !holds(node.operand, defined);
    case 'group':
      return holds(node.inner, defined);
    case 'and':
      return holds(node.left, defined) && holds(node.right, defined);
    case 'or':
      return holds(node.left, defined) || holds(node.right, defined);
  }
}

interface Token extends Span {
  readonly kind: 'name' | 'true' | 'false' | 'and' | 'or' | '!' | '(' | ')';
  readonly text: string;
}

/** Nobody nests deeper by hand; the reader is recursive. */
const DEEPEST = 100;

class Reader {
  readonly #problems: RequireProblem[] = [];
  readonly #names: RequireName[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(readonly text: string) {
    this.#tokens = this.#tokenize();
  }

  read(): RequireExpression {
    if (this.text === '') return { root: undefined, names: [], problems: [] };
    let root: RequireNode | undefined;
    if (this.#problems.every((problem) => problem.severity !== 'error')) {
      root = this.#expression(0);
      const left = this.#token;
      // The engine stops reading here without a word.
      if (root && left) {
        const rest = { start: left.start, end: this.text.length };
        this.#doubt(
          rest,
          'leftover',
          `Sitecore ignores what follows here: put \`and\` or \`or\` before \`${left.text}\`.`,
        );
      }
      if (root) this.#reportMixed(root);
    }
    return { root, names: this.#names, problems: this.#problems };
  }

  #tokenize(): Token[] {
    const tokens: Token[] = [];
    const pattern = /\s+|[\p{L}\p{Nd}_./-]+|[&|!()]|./gsu;
    for (const match of this.text.matchAll(pattern)) {
      const text = match[0];
      const span = { start: match.index, end: match.index + text.length };
      if (/^\s/.test(text)) continue;
      if (/^[\p{L}\p{Nd}_./-]/u.test(text)) tokens.push({ ...span, kind: kindOfWord(text), text });
      else if (text === '&' || text === '|') tokens.push({ ...span, kind: text === '&' ? 'and' : 'or', text });
      else if (text === '!' || text === '(' || text === ')') tokens.push({ ...span, kind: text, text });
      else if (text === ',') {
        this.#error(
          span,
          'comma',
          'A comma does not separate roles here, Sitecore stops with an exception. Write `or`.',
        );
      } else {
        this.#error(span, 'character', `\`${text}\` has no meaning in a rule, Sitecore stops with an exception.`);
      }
    }
    return tokens;
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Expression := [ "!" ] Operand { ("and" | "or") Operand } */
  #expression(depth: number): RequireNode | undefined {
    if (depth > DEEPEST) return this.#fail('too-deep', 'This rule is nested too deeply.');
    const first = this.#token;
    if (!first) return this.#fail('incomplete', 'The rule is not complete: a role is missing at its end.');
    const negated = first.kind === '!';
    if (negated) this.#at++;
    let node = this.#operand(depth);
    if (!node) return undefined;
    if (negated) node = { kind: 'not', start: first.start, end: node.end, operand: node };
    for (let operator = this.#token; operator?.kind === 'and' || operator?.kind === 'or'; operator = this.#token) {
      this.#at++;
      const right = this.#operand(depth);
      if (!right) return undefined;
      node = { kind: operator.kind, start: node.start, end: right.end, left: node, right };
    }
    return node;
  }

  /** Operand := name | constant | "(" Expression ")" | Expression */
  #operand(depth: number): RequireNode | undefined {
    const token = this.#token;
    if (!token) return this.#fail('incomplete', 'The rule is not complete: a role is missing at its end.');
    const { start, end } = token;
    switch (token.kind) {
      case 'name': {
        this.#at++;
        const name: RequireName = { kind: 'name', start, end, name: token.text };
        this.#names.push(name);
        return name;
      }
      case 'true':
      case 'false':
        this.#at++;
        return { kind: 'constant', start, end, value: token.kind === 'true' };
      case '(': {
        this.#at++;
        const inner = this.#expression(depth + 1);
        if (!inner) return undefined;
        const close = this.#token;
        if (close?.kind !== ')') return this.#fail('parenthesis', 'A closing parenthesis is missing.');
        this.#at++;
        return { kind: 'group', start, end: close.end, inner };
      }
      case ')':
        return this.#fail('parenthesis', 'This parenthesis closes nothing.');
      case '!':
        return this.#expression(depth + 1);
      default:
        return this.#fail('incomplete', `A role is missing before \`${token.text}\`.`);
    }
  }

  /** `a or b and c` without parentheses: the engine reads from left to right, most people do not. */
  #reportMixed(root: RequireNode): void {
    const work = [root];
    for (let node = work.pop(); node; node = work.pop()) {
      if (node.kind === 'and' || node.kind === 'or') {
        const other = node.kind === 'and' ? 'or' : 'and';
        if (node.left.kind === other || node.right.kind === other) {
          const message = '`and` and `or` have the same rank here and are read from left to right. Add parentheses.';
          this.#doubt({ start: node.start, end: node.end }, 'mixed', message);
          return;
        }
        work.push(node.left, node.right);
      } else if (node.kind === 'not') work.push(node.operand);
      else if (node.kind === 'group') work.push(node.inner);
    }
  }

  #fail(code: RequireProblem['code'], message: string): undefined {
    const token = this.#token;
    const end = this.text.length;
    this.#error(token ? { start: token.start, end: token.end } : { start: end, end }, code, message);
  }

  #error({ start, end }: Span, code: RequireProblem['code'], message: string): void {
    this.#problems.push({ start, end, code, severity: 'error', message });
  }

  #doubt({ start, end }: Span, code: RequireProblem['code'], message: string): void {
    this.#problems.push({ start, end, code, severity: 'doubt', message });
  }
}

function kindOfWord(text: string): Token['kind'] {
  const lower = text.toLowerCase();
  return lower === 'and' || lower === 'or' || lower === 'true' || lower === 'false' ? lower : 'name';
}
