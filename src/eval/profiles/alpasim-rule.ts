/** Of SceneScoreConfig (NVlabs/alpasim@3032e0c, src/eval/src/eval/schema.py). */
export const ALPASIM_PARAMS = { saturationRatio: 0.8, shortWayM: 5 } as const;

/** Full from 80 % of the way on, and where the recorded driver moved less than 5 m. */
export function progressScore(progressRatio: number, recordedWayM: number): number {
  if (recordedWayM < ALPASIM_PARAMS.shortWayM) return 1;
  return Math.min(Math.min(1, Math.max(0, progressRatio)) / ALPASIM_PARAMS.saturationRatio, 1);
}

/** What fails a scene whatever its progress, the collision first; null where nothing does. */
export function hardFailure(atFaultCollision: number, offRoad: number): "collision" | "off-road" | null {
  if (atFaultCollision !== 0) return "collision";
  return offRoad === 0 ? null : "off-road";
}
