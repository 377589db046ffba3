/** One measured number of a benchmark. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What is included, so that the number can be compared. */
  readonly note: string;
}
