import { type Weighting, weightingGain } from "../../../src/eval/maths/iso2631.ts";
import type { Adapter } from "./vector.ts";

export const ISO2631: Readonly<Record<string, Adapter>> = {
  "iso2631-frequency_weighting": ({ parameters: p }, { frequency_hz }) => {
    const step = p.f5 === undefined ? null : { f5Hz: p.f5, q5Ratio: p.Q5, f6Hz: p.f6, q6Ratio: p.Q6 };
    const weighting: Weighting = { f1Hz: p.f1, f2Hz: p.f2, f3Hz: p.f3, f4Hz: p.f4, q4Ratio: p.Q4, step };
    return { gain: weightingGain(weighting, frequency_hz) };
  },
};
