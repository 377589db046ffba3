import type { RunView, ViewActor } from "../../src/run/view-data.ts";
import { colour, context2d } from "./dom.ts";

const HEIGHT_PX = 360;
const METRES_SHOWN = 90;

/** What part of the world is seen: a centre in W and pixels a metre. */
interface Camera {
  readonly xM: number;
  readonly yM: number;
  readonly pxPerM: number;
  readonly widthPx: number;
}

/** Draws the world from above at one sample, the ego in the middle, x to the right, y up (ISO 8855 seen from above). */
export function drawPicture(canvas: HTMLCanvasElement, view: RunView, sample: number): void {
  const { g, widthPx } = context2d(canvas, HEIGHT_PX);
  const ego = view.actors.find((a) => a.motion === "ego");
  const camera = { xM: ego?.xM[sample] ?? 0, yM: ego?.yM[sample] ?? 0, pxPerM: widthPx / METRES_SHOWN, widthPx };
  drawLanes(g, camera, view);
  drawLine(g, camera, view.routeXyM, colour("accent"), [2, 6]);
  drawLine(g, camera, view.recordedXyM, colour("ghost"), [6, 4]);
  for (const actor of view.actors) drawActor(g, camera, actor, sample);
  drawScale(g, camera);
}

function px(camera: Camera, xM: number): number {
  return camera.widthPx / 2 + (xM - camera.xM) * camera.pxPerM;
}

function py(camera: Camera, yM: number): number {
  return HEIGHT_PX / 2 - (yM - camera.yM) * camera.pxPerM;
}

function drawLanes(g: CanvasRenderingContext2D, camera: Camera, view: RunView): void {
  g.fillStyle = colour("road");
  for (const lane of view.lanes) {
    g.beginPath();
    trace(g, camera, lane.leftXyM);
    for (let i = lane.rightXyM.length - 2; i >= 0; i -= 2)
      g.lineTo(px(camera, lane.rightXyM[i] ?? 0), py(camera, lane.rightXyM[i + 1] ?? 0));
    g.closePath();
    g.fill();
  }
  for (const lane of view.lanes) {
    drawLine(g, camera, lane.leftXyM, colour("lane"), []);
    drawLine(g, camera, lane.rightXyM, colour("lane"), []);
  }
}

function trace(g: CanvasRenderingContext2D, camera: Camera, xy: readonly number[]): void {
  for (let i = 0; i + 1 < xy.length; i += 2) {
    const x = px(camera, xy[i] ?? 0);
    const y = py(camera, xy[i + 1] ?? 0);
    if (i === 0) g.moveTo(x, y);
    else g.lineTo(x, y);
  }
}

function drawLine(g: CanvasRenderingContext2D, camera: Camera, xy: readonly number[], style: string, dash: number[]): void {
  if (xy.length < 4) return;
  g.strokeStyle = style;
  g.lineWidth = 1;
  g.setLineDash(dash);
  g.beginPath();
  trace(g, camera, xy);
  g.stroke();
  g.setLineDash([]);
}

function drawActor(g: CanvasRenderingContext2D, camera: Camera, actor: ViewActor, sample: number): void {
  const xM = actor.xM[sample];
  const yM = actor.yM[sample];
  const yawRad = actor.yawRad[sample];
  if (typeof xM !== "number" || typeof yM !== "number" || typeof yawRad !== "number") return;
  const length = actor.lengthM * camera.pxPerM;
  const width = actor.widthM * camera.pxPerM;
  g.save();
  g.translate(px(camera, xM), py(camera, yM));
  g.rotate(-yawRad);
  g.fillStyle = colour(actor.motion === "ego" ? "accent" : "other");
  g.fillRect(-length / 2, -width / 2, length, width);
  g.fillStyle = colour("paper");
  g.fillRect(length * 0.22, -width * 0.36, Math.max(1, length * 0.07), width * 0.72);
  g.restore();
  g.fillStyle = colour("ink");
  g.font = "11px system-ui, sans-serif";
  g.fillText(actor.motion === "ego" ? "ego" : actor.name, px(camera, xM) + 4, py(camera, yM) - Math.max(width, 8));
}

function drawScale(g: CanvasRenderingContext2D, camera: Camera): void {
  const length = 10 * camera.pxPerM;
  g.strokeStyle = colour("dim");
  g.fillStyle = colour("dim");
  g.beginPath();
  g.moveTo(12, HEIGHT_PX - 14);
  g.lineTo(12 + length, HEIGHT_PX - 14);
  g.stroke();
  g.font = "11px system-ui, sans-serif";
  g.fillText("10 m", 12, HEIGHT_PX - 18);
}
