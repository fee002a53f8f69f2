export type ValueType = 'nodes' | 'string' | 'number' | 'boolean' | 'any';

export interface Signature {
  /** Fewest and most arguments. */
  readonly least: number;
  readonly most: number;
  readonly takes: readonly ValueType[];
  readonly gives: ValueType;
}

function signature(least: number, most: number, takes: readonly ValueType[], gives: ValueType): Signature {
  return { least, most, takes, gives };
}

/** The core library: what each function takes and gives, as System.Xml's parser checks it. */
export const FUNCTIONS = {
  last: signature(0, 0, [], 'number'),
  position: signature(0, 0, [], 'number'),
  name: signature(0, 1, ['nodes'], 'string'),
  'namespace-uri': signature(0, 1, ['nodes'], 'string'),
  'local-name': signature(0, 1, ['nodes'], 'string'),
  count: signature(1, 1, ['nodes'], 'number'),
  id: signature(1, 1, ['any'], 'nodes'),
  string: signature(0, 1, ['any'], 'string'),
  concat: signature(2, Number.POSITIVE_INFINITY, [], 'string'),
  'starts-with': signature(2, 2, ['string', 'string'], 'boolean'),
  contains: signature(2, 2, ['string', 'string'], 'boolean'),
  'substring-before': signature(2, 2, ['string', 'string'], 'string'),
  'substring-after': signature(2, 2, ['string', 'string'], 'string'),
  substring: signature(2, 3, ['string', 'number', 'number'], 'string'),
  'string-length': signature(0, 1, ['string'], 'number'),
  'normalize-space': signature(0, 1, ['string'], 'string'),
  translate: signature(3, 3, ['string', 'string', 'string'], 'string'),
  boolean: signature(1, 1, ['any'], 'boolean'),
  not: signature(1, 1, ['boolean'], 'boolean'),
  true: signature(0, 0, ['boolean'], 'boolean'),
  false: signature(0, 0, ['boolean'], 'boolean'),
  lang: signature(1, 1, ['string'], 'boolean'),
  number: signature(0, 1, ['any'], 'number'),
  sum: signature(1, 1, ['nodes'], 'number'),
  floor: signature(1, 1, ['number'], 'number'),
  ceiling: signature(1, 1, ['number'], 'number'),
  round: signature(1, 1, ['number'], 'number'),
} satisfies Record<string, Signature>;
export type FunctionName = keyof typeof FUNCTIONS;
