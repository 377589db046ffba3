import type { LoggedState, StoryEvent } from "../sim/story/element-log.ts";
import type { StoryPlan } from "../sim/story/plan.ts";
import type { StoryWorld } from "../sim/story/state.ts";

/** What a story was, as the two files for a comparison with another player. */
export interface StoryExport {
  /** Takes the story at a tick. */
  readonly take: (world: StoryWorld) => void;
  /** States of the entities, ten a second: t,id,entity,x,y,z,h,p,r,speed,road,lane,offset,s. */
  states(): string;
  /** State changes of the storyboard's elements: t,kind,what,from,transition,to. */
  events(): string;
}

const EVERY_SEC = 0.1;
const TURN_RAD = 2 * Math.PI;
const STATE_HEAD = "t,id,entity,x,y,z,h,p,r,speed,road,lane,offset,s";
const EVENT_HEAD = "t,kind,what,from,transition,to";

/** Headings in [0, 2 pi), origin of each entity (rear axle), m, rad, m/s; road "" where there is none. */
export function exportStory(): StoryExport {
  const rows = [STATE_HEAD];
  let last: StoryWorld | null = null;
  return {
    take(world) {
      last = world;
      const { dtSec } = world.options;
      const everyTicks = Math.max(1, Math.round(EVERY_SEC / dtSec));
      if (world.state.tick % everyTicks === 0) rows.push(...rowsOf(world, world.state.tick * dtSec));
    },
    states: () => `${rows.join("\n")}\n`,
    events: () => `${[EVENT_HEAD, ...(last === null ? [] : last.state.log.map((e) => eventRow(last!.plan, e)))].join("\n")}\n`,
  };
}

function rowsOf(world: StoryWorld, tSec: number): string[] {
  const rows: string[] = [];
  for (const [id, e] of world.state.entities.entries()) {
    if (!e.isPresent) continue;
    const name = world.plan.entities[id]?.name ?? world.state.made[id - world.plan.entities.length]?.name ?? "";
    const h = ((e.hRad % TURN_RAD) + TURN_RAD) % TURN_RAD;
    const { road, lane, offsetM, sM } = e.place;
    const roadId = road < 0 ? "" : (world.map?.source.roads[road]?.id ?? "");
    const numbers = [e.xM, e.yM, e.zM, h, e.pRad, e.rRad, e.speedMps].map(text);
    rows.push([text(tSec), id, quoted(name), ...numbers, quoted(roadId), lane, text(offsetM), text(sM)].join(","));
  }
  return rows;
}

function eventRow(plan: StoryPlan, event: StoryEvent): string {
  const t = text(event.tSec);
  if (event.kind === "condition") {
    const name = plan.conditions[event.condition]?.spec.name ?? "";
    const measured = Number.isNaN(event.measured) ? "" : `; ${text(event.measured)}`;
    return `${t},condition,${quoted(`${name}: ${event.value}${measured}`)},,,`;
  }
  const from: LoggedState = event.from;
  return `${t},state,${quoted(plan.elements[event.element]?.name ?? "")},${from},${event.transition},${event.to}`;
}

/** Six decimals, without zeros at the end: as much as the other player writes. */
function text(value: number): string {
  return String(Number(value.toFixed(6)));
}

function quoted(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
