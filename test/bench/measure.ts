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

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that `percent` of all values do not pass. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
