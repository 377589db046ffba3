/**
 * The only door to planck. The order of the first two imports matters: planck must find our sine, cosine and arc tangent.
 *
 * planck limits motion to `maxTranslation` a step, silently and for all worlds of the process; 20 m a step of at most 10 ms is
 * 2000 m/s. The other settings are asserted, not set: results depend on them.
 */
import { restoreMath } from "./planck-math.ts";
import { type Body, Box, Settings, Transform, Vec2, World } from "planck";

restoreMath();

Settings.maxTranslation = 20;

const EXPECTED = {
  maxTranslation: 20,
  velocityThreshold: 1,
  linearSlop: 0.005,
  polygonRadius: 0.01,
  baumgarte: 0.2,
  maxLinearCorrection: 0.2,
  maxPolygonVertices: 12,
} as const;

for (const [name, value] of Object.entries(EXPECTED)) {
  const found = Settings[name as keyof typeof EXPECTED];
  if (found !== value) throw new Error(`planck's setting ${name} is ${found}, not ${value}`);
}

export { type Body, Box, Settings, Transform, Vec2, World };
