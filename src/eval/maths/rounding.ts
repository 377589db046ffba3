/** Rounded to so many decimals as NumPy does it: a value in the middle goes to the even neighbour. */
export function roundedTo(value: number, decimals: number): number {
  let scale = 1;
  for (let d = 0; d < decimals; d++) scale *= 10;
  const scaled = value * scale;
  const nearest = Math.round(scaled);
  return (nearest - scaled === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest) / scale;
}
