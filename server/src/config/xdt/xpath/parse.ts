import { invalidToken, nodeSetExpected, Scanner, type Token, XPathError } from './scan';
import { FUNCTIONS, type FunctionName, type ValueType } from './signatures';

export type NodeTest = 'element' | 'attribute' | 'text' | 'comment' | 'instruction' | 'any';

export interface Step {
  readonly kind: 'step';
  readonly axis: Axis;
  /** Undefined: from the context node. */
  readonly input: Expression | undefined;
  readonly test: NodeTest;
  readonly prefix: string;
  /** '' for any name. */
  readonly name: string;
}

export type Expression =
  | { readonly kind: 'root' }
  | Step
  | { readonly kind: 'filter'; readonly input: Expression; readonly condition: Expression }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'variable' }
  | { readonly kind: 'function'; readonly name: FunctionName; readonly parameters: readonly Expression[] }
  | { readonly kind: 'unknownFunction'; readonly parameters: readonly Expression[] }
  | { readonly kind: 'group'; readonly inner: Expression };

const AXES = [
  'ancestor',
  'ancestor-or-self',
  'attribute',
  'child',
  'descendant',
  'descendant-or-self',
  'following',
  'following-sibling',
  'namespace',
  'parent',
  'preceding',
  'preceding-sibling',
  'self',
] as const;
export type Axis = (typeof AXES)[number];

export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod' | '|';

/** Levels of binary operators, the weakest first. */
const LEVELS: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

const NODE_TESTS: Readonly<Record<string, NodeTest>> = {
  node: 'any',
  text: 'text',
  comment: 'comment',
  'processing-instruction': 'instruction',
};

/** Deepest nesting of expressions, and of steps upon steps, that System.Xml takes. */
const NESTING = 200;
const DEPTH = 1024;

const tooComplex = () => new XPathError('The xpath query is too complex.');

/** Parses as System.Xml's XPathParser does, with its errors. Throws XPathError. */
export function parseXPath(source: string): Expression {
  const parser = new Parser(source);
  const expression = parser.whole();
  if (depthOf(expression) > DEPTH) throw tooComplex();
  return expression;
}

export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'root':
    case 'step':
    case 'filter':
      return 'nodes';
    case 'literal':
      return typeof expression.value === 'string' ? 'string' : 'number';
    case 'operator':
      if (expression.operator === '|') return 'nodes';
      return ['+', '-', '*', 'div', 'mod'].includes(expression.operator) ? 'number' : 'boolean';
    case 'function':
      return FUNCTIONS[expression.name].gives;
    case 'group':
      return typeOf(expression.inner);
    default:
      return 'any';
  }
}

/** The direct parts of an expression, in the order System.Xml looks at them. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'step':
      return expression.input ? [expression.input] : [];
    case 'filter':
      return [expression.input, expression.condition];
    case 'operator':
      return [expression.left, expression.right];
    case 'function':
    case 'unknownFunction':
      return expression.parameters;
    case 'group':
      return [expression.inner];
    default:
      return [];
  }
}

function depthOf(expression: Expression): number {
  let deepest = 0;
  const work = [{ expression, depth: 1 }];
  for (let job = work.pop(); job; job = work.pop()) {
    deepest = Math.max(deepest, job.depth);
    for (const part of partsOf(job.expression)) work.push({ expression: part, depth: job.depth + 1 });
  }
  return deepest;
}

class Parser {
  readonly #scanner: Scanner;
  #token: Token;
  #nesting = 0;

  constructor(readonly source: string) {
    this.#scanner = new Scanner(source);
    this.#token = this.#scanner.next();
  }

  whole(): Expression {
    const expression = this.#expression();
    if (this.#token.kind !== 'end') throw invalidToken(this.source);
    return expression;
  }

  #advance(): void {
    this.#token = this.#scanner.next();
  }

  #is(symbol: string): boolean {
    return this.#token.kind === 'symbol' && this.#token.symbol === symbol;
  }

  #pass(symbol: string): void {
    if (!this.#is(symbol)) throw invalidToken(this.source);
    this.#advance();
  }

  #expression(): Expression {
    if (++this.#nesting > NESTING) throw tooComplex();
    const expression = this.#binary(0);
    this.#nesting--;
    return expression;
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (let operator = this.#operator(operators); operator; operator = this.#operator(operators)) {
      this.#advance();
      left = { kind: 'operator', operator, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #operator(among: readonly Operator[]): Operator | undefined {
    const token = this.#token;
    const written =
      token.kind === 'symbol' ? token.symbol : token.kind === 'name' && token.prefix === '' ? token.name : '';
    return among.find((operator) => operator === written);
  }

  #unary(): Expression {
    let negative = false;
    for (; this.#is('-'); negative = !negative) this.#advance();
    const union = this.#union();
    if (!negative) return union;
    return { kind: 'operator', operator: '*', left: union, right: { kind: 'literal', value: -1 } };
  }

  #union(): Expression {
    let left = this.#path();
    while (this.#is('|')) {
      this.#advance();
      const right = this.#path();
      this.#requireNodes(left);
      this.#requireNodes(right);
      left = { kind: 'operator', operator: '|', left, right };
    }
    return left;
  }

  #requireNodes(expression: Expression): void {
    const type = typeOf(expression);
    if (type !== 'nodes' && type !== 'any') throw nodeSetExpected();
  }

  #path(): Expression {
    if (!this.#startsPrimary()) return this.#locationPath();
    let primary = this.#primary();
    while (this.#is('[')) primary = this.#filtered(primary);
    if (this.#is('/')) {
      this.#advance();
      return this.#relativePath(primary);
    }
    if (this.#is('//')) {
      this.#advance();
      return this.#relativePath(descendantOrSelf(primary));
    }
    return primary;
  }

  #startsPrimary(): boolean {
    const token = this.#token;
    if (token.kind === 'text' || token.kind === 'number') return true;
    if (token.kind === 'symbol') return token.symbol === '$' || token.symbol === '(';
    return token.kind === 'name' && token.beforeParenthesis && !isNodeTest(token);
  }

  #filtered(input: Expression): Expression {
    this.#requireNodes(input);
    this.#pass('[');
    const condition = this.#expression();
    this.#pass(']');
    return { kind: 'filter', input, condition };
  }

  #locationPath(): Expression {
    if (this.#is('/')) {
      this.#advance();
      const root: Expression = { kind: 'root' };
      return this.#startsStep() ? this.#relativePath(root) : root;
    }
    if (this.#is('//')) {
      this.#advance();
      return this.#relativePath(descendantOrSelf({ kind: 'root' }));
    }
    return this.#relativePath(undefined);
  }

  #startsStep(): boolean {
    const token = this.#token;
    if (token.kind === 'symbol') return ['.', '..', '@', '*'].includes(token.symbol);
    return token.kind === 'name' || token.kind === 'axis';
  }

  #relativePath(from: Expression | undefined): Expression {
    let path = this.#step(from);
    for (;;) {
      if (this.#is('//')) {
        this.#advance();
        path = this.#step(descendantOrSelf(path));
      } else if (this.#is('/')) {
        this.#advance();
        path = this.#step(path);
      } else return path;
    }
  }

  #step(input: Expression | undefined): Expression {
    if (this.#is('.') || this.#is('..')) {
      const axis = this.#is('.') ? 'self' : 'parent';
      this.#advance();
      return { kind: 'step', axis, input, test: 'any', prefix: '', name: '' };
    }
    let step: Expression = this.#nodeTest(input, this.#axis());
    while (this.#is('[')) step = this.#filtered(step);
    return step;
  }

  #axis(): Axis {
    if (this.#is('@')) {
      this.#advance();
      return 'attribute';
    }
    const token = this.#token;
    if (token.kind !== 'axis') return 'child';
    const axis = AXES.find((known) => known === token.name);
    if (!axis) throw invalidToken(this.source);
    this.#advance();
    return axis;
  }

  #nodeTest(input: Expression | undefined, axis: Axis): Step {
    const token = this.#token;
    const principal: NodeTest = axis === 'attribute' ? 'attribute' : 'element';
    if (this.#is('*')) {
      this.#advance();
      return { kind: 'step', axis, input, test: principal, prefix: '', name: '' };
    }
    if (token.kind !== 'name') throw nodeSetExpected();
    this.#advance();
    if (!token.beforeParenthesis || !isNodeTest(token)) {
      const name = token.name === '*' ? '' : token.name;
      return { kind: 'step', axis, input, test: principal, prefix: token.prefix, name };
    }
    this.#pass('(');
    let name = '';
    if (token.name === 'processing-instruction' && !this.#is(')')) {
      const target: Token = this.#token;
      if (target.kind !== 'text') throw invalidToken(this.source);
      name = target.value;
      this.#advance();
    }
    this.#pass(')');
    return { kind: 'step', axis, input, test: NODE_TESTS[token.name]!, prefix: '', name };
  }

  #primary(): Expression {
    const token = this.#token;
    if (token.kind === 'text' || token.kind === 'number') {
      this.#advance();
      return { kind: 'literal', value: token.value };
    }
    if (token.kind === 'name') return this.#function(token);
    this.#advance();
    if (token.kind === 'symbol' && token.symbol === '$') {
      if (this.#token.kind !== 'name') throw invalidToken(this.source);
      this.#advance();
      return { kind: 'variable' };
    }
    const inner = this.#expression();
    this.#pass(')');
    return inner.kind === 'literal' ? inner : { kind: 'group', inner };
  }

  #function(token: Token & { kind: 'name' }): Expression {
    this.#advance();
    const parameters = this.#parameters();
    if (token.prefix !== '' || !Object.hasOwn(FUNCTIONS, token.name)) return { kind: 'unknownFunction', parameters };
    const name = token.name as FunctionName;
    const { least, most, takes } = FUNCTIONS[name];
    if (parameters.length < least || parameters.length > most)
      throw new XPathError(`Function '${name}' in '${this.source}' has an invalid number of arguments.`);
    const wrong = parameters.some(
      (parameter, index) =>
        takes[index] === 'nodes' &&
        typeOf(parameter) !== 'nodes' &&
        parameter.kind !== 'variable' &&
        parameter.kind !== 'unknownFunction',
    );
    if (wrong)
      throw new XPathError(`The argument to function '${name}' in '${this.source}' cannot be converted to a node-set.`);
    return { kind: 'function', name, parameters };
  }

  #parameters(): Expression[] {
    const parameters: Expression[] = [];
    this.#pass('(');
    if (!this.#is(')'))
      for (;;) {
        parameters.push(this.#expression());
        if (this.#is(')')) break;
        this.#pass(',');
      }
    this.#pass(')');
    return parameters;
  }
}

function descendantOrSelf(input: Expression): Step {
  return { kind: 'step', axis: 'descendant-or-self', input, test: 'any', prefix: '', name: '' };
}

function isNodeTest(token: Token & { kind: 'name' }): boolean {
  return token.prefix === '' && Object.hasOwn(NODE_TESTS, token.name);
}
