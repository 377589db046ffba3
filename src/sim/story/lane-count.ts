/**
 * The lane `lanes` lanes to the left of `lane` (to the right where negative). Lane 0 is a line, not a lane: it is not counted
 * (ASAM OpenSCENARIO XML 1.3, RelativeLanePosition and RelativeTargetLane).
 */
export function laneStepped(lane: number, lanes: number): number {
  const to = lane + lanes;
  if (lane !== 0 && (to === 0 || Math.sign(to) !== Math.sign(lane))) return to + Math.sign(lanes);
  return to;
}
