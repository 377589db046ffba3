/** A share of runs or of a variance, to a tenth of a percent; 0 and 100 are whole only where they are exact. */
export function percentText(ratio: number): string {
  return `${ratio === 0 || ratio === 1 ? 100 * ratio : (100 * ratio).toFixed(1)} %`;
}

/** A rate of failure, which may be small: three digits that count. */
export function rateText(ratio: number): string {
  return ratio === 0 ? "0" : ratio < 0.001 ? ratio.toExponential(2) : `${(100 * ratio).toPrecision(3)} %`;
}
