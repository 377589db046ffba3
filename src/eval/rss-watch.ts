import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";
import type { Polyline } from "../core/polyline.ts";
import { type FramePlace, type LaneFrame, newFramePlace, newLaneFrame, placeInFrame, updateLaneFrame } from "./lane-frame.ts";
import type { LaneScene } from "./lanes.ts";
import { type RssDynamics, rssLateralM, rssOppositeDirectionM, rssSameDirectionM } from "./maths/rss.ts";

/**
 * RSS between the subject and each other road user, tick by tick, in the frame of the subject's lane (metrics.md section 3.3).
 *
 * A situation is dangerous while the distances along and across are both unsafe. The response is owed on the axis that turned unsafe last,
 * on both where they turned at once; one that is dangerous from the start is owed along the lane by who is behind in it, else on both.
 * Along the lane the one behind owes it, two that meet both do. It is: for the response time no harder acceleration than RSS assumes,
 * then braking at least as RSS asks, on the mean since the end of the response time, until one stands. Who does not give it is to blame
 * as long as the situation stays dangerous. Once a cut-in is over, with both in one lane and neither moving towards the other, the
 * response along the lane is owed from there on (ours: ad-rss-lib has none after a cut-in).
 */
export interface RssWatch {
  readonly frame: LaneFrame;
  readonly dtSec: number;
  readonly place: FramePlace;
  /** By slot; empty before the first tick. */
  pairs: RssPair[];
  tick: number;
}

export type RssAxis = "longitudinal" | "lateral" | "both";

export interface RssPair {
  /** The last tick at which it was looked at; -1 before. */
  tick: number;
  /** Which axes were safe when the situation was last not dangerous; null where it never was. */
  before: RssAxis | null;
  isDangerous: boolean;
  axis: RssAxis;
  sinceTick: number;
  readonly subject: Duty;
  readonly other: Duty;
}

/** What one side of a situation owes, and whether it gave it. */
interface Duty {
  /** Speeds in its own direction and towards the other, from which the bounds are counted. */
  alongMps: number;
  towardsMps: number;
  /** Whether they are those at the end of the response time, not at the beginning. */
  hasResponded: boolean;
  isToBlame: boolean;
}

/** Of ad-rss-lib's tests (RssLongitudinalConstellationCheckerTests, RssLateralConstellationCheckerTests); ego and other differ in rho. */
export const RSS_SUBJECT: RssDynamics = {
  accelMaxMps2: 3.5,
  brakeMinMps2: 4,
  brakeMaxMps2: 8,
  brakeMinCorrectMps2: 3,
  responseSec: 1,
  maxSpeedMps: Infinity,
  leastLonM: 0,
  latAccelMaxMps2: 0.2,
  latBrakeMinMps2: 0.8,
  latMarginM: 0.1,
};
export const RSS_OTHER: RssDynamics = { ...RSS_SUBJECT, responseSec: 2 };
/** nuPlan's stopped_speed_threshold: slower is standing, and no bound is broken by less. */
const RSS_STILL_MPS = 0.05;

/** The parameters of both metrics that read the watch. */
export const RSS_PARAMS: Readonly<Record<string, number>> = {
  accelMaxMps2: RSS_SUBJECT.accelMaxMps2,
  brakeMinMps2: RSS_SUBJECT.brakeMinMps2,
  brakeMaxMps2: RSS_SUBJECT.brakeMaxMps2,
  brakeMinCorrectMps2: RSS_SUBJECT.brakeMinCorrectMps2,
  responseSec: RSS_SUBJECT.responseSec,
  otherResponseSec: RSS_OTHER.responseSec,
  leastLonM: RSS_SUBJECT.leastLonM,
  latAccelMaxMps2: RSS_SUBJECT.latAccelMaxMps2,
  latBrakeMinMps2: RSS_SUBJECT.latBrakeMinMps2,
  latMarginM: RSS_SUBJECT.latMarginM,
  stillMps: RSS_STILL_MPS,
};

export function newRssWatch(header: TraceHeader, route: Polyline | null, lanes: LaneScene): RssWatch {
  return { frame: newLaneFrame(header, route, lanes), dtSec: header.dtSec, place: newFramePlace(), pairs: [], tick: -1 };
}

function newPair(): RssPair {
  const duty = (): Duty => ({ alongMps: 0, towardsMps: 0, hasResponded: false, isToBlame: false });
  return { tick: -2, before: null, isDangerous: false, axis: "both", sinceTick: 0, subject: duty(), other: duty() };
}

/** How the subject and one other stand to each other along and across the lane at this tick. */
interface Meeting {
  /** Not negative, in the direction in which each moves along the lane. */
  ownMps: number;
  otherMps: number;
  /** Across, towards each other. */
  ownTowardsMps: number;
  otherTowardsMps: number;
  isOpposite: boolean;
  /** The subject drives ahead of the other. */
  isSubjectAhead: boolean;
  isSubjectCorrect: boolean;
  isLonSafe: boolean;
  isLatSafe: boolean;
  overlapsAcross: boolean;
}
const MEETING: Meeting = {
  ownMps: 0,
  otherMps: 0,
  ownTowardsMps: 0,
  otherTowardsMps: 0,
  isOpposite: false,
  isSubjectAhead: false,
  isSubjectCorrect: true,
  isLonSafe: true,
  isLatSafe: true,
  overlapsAcross: false,
};

/** Looks at every road user in the world at the tick that `g` describes; once a tick, however often it is called. */
export function updateRss(watch: RssWatch, g: TickGeometry, now: TickRecord): void {
  if (watch.tick === g.tick) return;
  watch.tick = g.tick;
  while (watch.pairs.length < now.actors.count) watch.pairs.push(newPair());
  updateLaneFrame(watch.frame, g, now);
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    placeInFrame(watch.frame, g, now, slot, watch.place);
    meet(watch.frame, watch.place);
    updatePair(watch.pairs[slot] as RssPair, g.tick, watch.dtSec);
  }
}

/** Whether the other in a slot and the subject were in a dangerous situation at the tick of the watch. */
export function isDangerousPair(watch: RssWatch, slot: number): boolean {
  const pair = watch.pairs[slot] as RssPair;
  return pair.tick === watch.tick && pair.isDangerous;
}

function meet(frame: LaneFrame, other: FramePlace): void {
  const { own } = frame;
  const isStanding = Math.abs(own.alongMps) <= RSS_STILL_MPS;
  const forward = (isStanding ? own.cosHeading : own.alongMps) < 0 ? -1 : 1;
  const aheadM = forward * (other.sM - own.sM);
  const otherMps = forward * other.alongMps;
  const m = MEETING;
  m.isOpposite = otherMps < -RSS_STILL_MPS;
  m.isSubjectAhead = aheadM < 0;
  m.isSubjectCorrect = frame.line === null || forward > 0;
  m.ownMps = Math.max(0, forward * own.alongMps);
  m.otherMps = m.isOpposite ? -otherMps : Math.max(0, otherMps);
  m.isLonSafe = isLonSafe(m, Math.abs(aheadM) - own.halfSM - other.halfSM);
  const sideM = other.tM - own.tM;
  const side = sideM > 0 ? 1 : sideM < 0 ? -1 : 0;
  m.ownTowardsMps = side === 0 ? Math.abs(own.leftMps) : side * own.leftMps;
  m.otherTowardsMps = side === 0 ? Math.abs(other.leftMps) : -side * other.leftMps;
  const gapM = Math.abs(sideM) - own.halfTM - other.halfTM;
  m.overlapsAcross = gapM <= 0;
  m.isLatSafe = gapM > 0 && gapM > rssLateralM(m.ownTowardsMps, RSS_SUBJECT, -m.otherTowardsMps, RSS_OTHER);
}

/** @param gapM below 0 where they overlap along the lane. */
function isLonSafe(m: Meeting, gapM: number): boolean {
  if (gapM <= 0) return false;
  if (!m.isOpposite) {
    if (m.isSubjectAhead) return gapM > rssSameDirectionM(m.otherMps, RSS_OTHER, m.ownMps, RSS_SUBJECT);
    return gapM > rssSameDirectionM(m.ownMps, RSS_SUBJECT, m.otherMps, RSS_OTHER);
  }
  if (m.isSubjectAhead) return true; // they have passed each other
  if (m.isSubjectCorrect) return gapM > rssOppositeDirectionM(m.ownMps, RSS_SUBJECT, m.otherMps, RSS_OTHER);
  return gapM > rssOppositeDirectionM(m.otherMps, RSS_OTHER, m.ownMps, RSS_SUBJECT);
}

function updatePair(pair: RssPair, tick: number, dtSec: number): void {
  const m = MEETING;
  if (pair.tick !== tick - 1) {
    pair.before = null;
    pair.isDangerous = false;
  }
  pair.tick = tick;
  if (m.isLonSafe || m.isLatSafe) {
    pair.before = m.isLonSafe && m.isLatSafe ? "both" : m.isLonSafe ? "longitudinal" : "lateral";
    pair.isDangerous = false;
    return;
  }
  if (!pair.isDangerous) {
    begin(pair, axisOf(pair.before), tick);
    pair.subject.isToBlame = false;
    pair.other.isToBlame = false;
  } else if (pair.axis !== "longitudinal" && isCutInOver()) begin(pair, "longitudinal", tick);
  pair.isDangerous = true;
  judge(pair, dtSec * (tick - pair.sinceTick));
}

/** The axis that was safe before is the one that turned unsafe last. */
function axisOf(before: RssPair["before"]): RssAxis {
  if (before !== null) return before;
  return MEETING.overlapsAcross && !MEETING.isOpposite ? "longitudinal" : "both";
}

/** Both are in one lane, drive the same way, and neither moves towards the other. */
function isCutInOver(): boolean {
  const m = MEETING;
  return m.overlapsAcross && !m.isOpposite && m.ownTowardsMps <= RSS_STILL_MPS && m.otherTowardsMps <= RSS_STILL_MPS;
}

function begin(pair: RssPair, axis: RssAxis, tick: number): void {
  const m = MEETING;
  pair.axis = axis;
  pair.sinceTick = tick;
  countFrom(pair.subject, m.ownMps, m.ownTowardsMps, false);
  countFrom(pair.other, m.otherMps, m.otherTowardsMps, false);
}

function countFrom(duty: Duty, alongMps: number, towardsMps: number, hasResponded: boolean): void {
  duty.alongMps = alongMps;
  duty.towardsMps = towardsMps;
  duty.hasResponded = hasResponded;
}

function judge(pair: RssPair, sinceSec: number): void {
  const m = MEETING;
  const owesLon = pair.axis !== "lateral";
  const owesLat = pair.axis !== "longitudinal";
  const subjectLon = owesLon && (m.isOpposite || !m.isSubjectAhead);
  const otherLon = owesLon && (m.isOpposite || m.isSubjectAhead);
  const subjectBrake = m.isOpposite && m.isSubjectCorrect ? RSS_SUBJECT.brakeMinCorrectMps2 : RSS_SUBJECT.brakeMinMps2;
  const otherBrake = m.isOpposite && !m.isSubjectCorrect ? RSS_OTHER.brakeMinCorrectMps2 : RSS_OTHER.brakeMinMps2;
  judgeOne(pair.subject, RSS_SUBJECT, sinceSec, m.ownMps, m.ownTowardsMps, subjectLon, owesLat, subjectBrake);
  judgeOne(pair.other, RSS_OTHER, sinceSec, m.otherMps, m.otherTowardsMps, otherLon, owesLat, otherBrake);
}

function judgeOne(
  duty: Duty,
  of: RssDynamics,
  sinceSec: number,
  alongMps: number,
  towardsMps: number,
  owesLon: boolean,
  owesLat: boolean,
  brakeMps2: number,
): void {
  if (!duty.hasResponded && sinceSec >= of.responseSec) countFrom(duty, alongMps, towardsMps, true);
  const overSec = sinceSec - of.responseSec;
  const lonGain = duty.hasResponded ? -brakeMps2 * overSec : of.accelMaxMps2 * sinceSec;
  const latGain = duty.hasResponded ? -of.latBrakeMinMps2 * overSec : of.latAccelMaxMps2 * sinceSec;
  const breaksLon = owesLon && alongMps > Math.max(0, duty.alongMps + lonGain) + RSS_STILL_MPS;
  const breaksLat = owesLat && towardsMps > Math.max(0, duty.towardsMps + latGain) + RSS_STILL_MPS;
  if (breaksLon || breaksLat) duty.isToBlame = true;
}
