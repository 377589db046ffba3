/** A command line that a POSIX shell reads back as these words. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => (/^[A-Za-z0-9_./:=,+@%-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`)).join(" ");
}

/**
 * The command that makes a run again: the variant's selector, quoted, with the seed and whatever options shaped the run.
 * @param toTick stops the run there; null runs to the end.
 */
export function reproduceCommand(variantId: string, seed: number, options: readonly string[], toTick: number | null): string {
  const words = [
    "redrive",
    "run",
    variantId,
    ...options,
    "--seed",
    String(seed),
    ...(toTick === null ? [] : ["--to-tick", String(toTick)]),
  ];
  return shellLine(words);
}
