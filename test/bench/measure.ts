/** One figure of a benchmark, with the budget it must keep and what it was measured against. */
export interface Measure {
  /** Kebab case. */
  readonly name: string;
  readonly value: number;
  /** `ms`, `times`, `MB/s` … */
  readonly unit: string;
  /** What `value` may not pass, or must reach where more is better; null when it is only told. */
  readonly budget: number | null;
  readonly ok: boolean;
  /** Figures `value` was made from, in words to numbers. */
  readonly against?: Record<string, number>;
}
