/** Vectors whose upstream figure is wrong, as `file/vector id`, with the reason; each must still differ. */
export const DEVIATIONS: Readonly<Record<string, string>> = {};
