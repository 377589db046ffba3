import { test } from "vitest";
import { checkLaw, checkSlowed, CROWDED, MIRRORED, REORDERED, TURNED } from "../support/metric-laws.ts";

// `npm test` shows the same over fewer traces: tests/laws/metrics.test.ts. A turn of the world rounds every place: of a thousand traces it
// turns a handful where somebody outside a bend is as near to two segments of a line.
test.each([
  [60, "moving the world leaves every value", TURNED],
  [500, "a mirror turns the sign of lateral series and leaves the rest", MIRRORED],
  [500, "another order of the road users changes no value", REORDERED],
  [500, "road users a kilometre away change no value", CROWDED],
] as const)("%i traces: %s", (count, _says, law) => checkLaw(law, count));

test("40 traces: slowing down time scales every value by its unit", () => checkSlowed(40));
