import { wire } from "../../../src/control/wire.ts";
import { appendFrame, type FrameDirection, type FrameTape, newFrameTape } from "../../../src/trace/frame-tape.ts";

type Down = Parameters<typeof wire.ToController.encode>[0];
type Up = Parameters<typeof wire.ToHarness.encode>[0];

/** A frame as it is written in a test: `down` to the controller, `up` from it. */
export type Written = { readonly tick: number; readonly down: Down } | { readonly tick: number; readonly up: Up };

export function tapeOf(frames: readonly Written[]): FrameTape {
  const tape = newFrameTape();
  for (const frame of frames) {
    const bytes = "down" in frame ? wire.ToController.encode(frame.down).finish() : wire.ToHarness.encode(frame.up).finish();
    const direction: FrameDirection = "down" in frame ? "to-controller" : "to-harness";
    appendFrame(tape, direction, frame.tick, bytes, 0, bytes.length);
  }
  return tape;
}

/** A run on session `session`: one observation and one answer each 5 ticks, then the end. */
export function runFrames(
  answers: number,
  { session = 1, xM = (tick: number): number => tick / 10, up = (tick: number): Up => straight(tick) } = {},
): Written[] {
  const frames: Written[] = [
    { tick: 0, down: { session, scenarioStart: { scenarioId: "a.yaml", dtNs: 10_000_000, observationEvery: 5 } } },
  ];
  for (let i = 0; i < answers; i++) {
    const tick = 5 * i;
    const objects = { id: [4, 7], cls: [1, 1], xM: [xM(tick) + 20, xM(tick) + 40] };
    frames.push({
      tick,
      down: { session, batchMore: session, observation: { tick, simTimeNs: tick * 1e7, ego: { xM: xM(tick) }, objects } },
    });
    frames.push({ tick, up: { session, ...up(tick) } });
  }
  frames.push({ tick: 5 * answers, down: { session, scenarioEnd: { reason: 1, ticks: 5 * answers, detail: "done" } } });
  return frames;
}

export function straight(tick: number, accelMps2 = 0.5): Up {
  return { command: { tick, accelSteer: { accelMps2, roadWheelAngleRad: 0 } } };
}
