/** Something wrong, or most likely wrong, with one value by itself. */
export interface ValueProblem {
  readonly kind: /** Run time cannot read it. */
    | 'illegal-literal'
    /** Read, then refused. */
    | 'out-of-range'
    /** Read as another unit than its author had in mind. */
    | 'unit-mix-up'
    /** The right word in the wrong case. */
    | 'enum-case'
    /** Legal, but it hardly does what it says; or nobody knows what it does. */
    | 'suspicious';
  /** What is wrong, what it costs, what to write: for people, without the file or line. */
  readonly message: string;
  /** Whole new literals, the likeliest first; every one is legal and in range. */
  readonly replacements: readonly Replacement[];
}

/** A whole new literal. */
export interface Replacement {
  readonly title: string;
  readonly text: string;
  /** Says what the old text says, in words that run time reads. */
  readonly sameMeaning?: true;
}
