import { emptyFoot } from "../../road/opendrive/point.ts";
import type { StoryPlan } from "./plan.ts";
import { newEntityStep } from "./entity-step.ts";
import { newHeading } from "./heading.ts";
import type { ConditionState, ElementState, EntityState, StoryOptions, StoryState } from "./state.ts";

/** The state before the first tick: nobody is there yet, nothing has begun. */
export function newState(plan: StoryPlan, options: StoryOptions): StoryState {
  const { spec } = plan;
  return {
    tick: 0,
    entities: spec.entities.map((entity) => newEntity(options.external.includes(entity.name))),
    made: [],
    traffic: [],
    elements: plan.elements.map(newElement),
    conditions: plan.conditions.map(newCondition),
    runs: plan.actions.map(() => null),
    variables: spec.variables.map((v) => v.value),
    parameters: spec.parameters.map((p) => p.value),
    signals: {},
    phases: spec.signalControllers.map(() => ({ index: 0, sinceSec: 0 })),
    environment: { frictionRatio: 1, timeOfDaySec: null, isTimeAnimated: false, timeSetSec: 0, visibilityM: null },
    isStopped: false,
    setSec: 0,
    changes: 0,
    earlierChanges: 0,
    log: [],
  };
}

function newElement(): ElementState {
  return {
    phase: "init",
    transition: "none",
    changedSec: 0,
    executions: 0,
    startChange: 0,
    endChange: 0,
    stopChange: 0,
    skipChange: 0,
  };
}

function newCondition(): ConditionState {
  return {
    was: null,
    isRaised: false,
    isHeld: false,
    seenChanges: 0,
    holdsSinceSec: Number.NaN,
    pending: [],
    lastValue: Number.NaN,
    earlierValue: Number.NaN,
    goalXM: Number.NaN,
    goalYM: Number.NaN,
    triggeringEntities: [],
  };
}

/** An entity that is not in the world yet. */
export function newEntity(isExternal: boolean): EntityState {
  return {
    isPresent: false,
    xM: 0,
    yM: 0,
    zM: 0,
    hRad: 0,
    pRad: 0,
    rRad: 0,
    heading: newHeading(),
    foot: emptyFoot(),
    speedMps: 0,
    accelMps2: 0,
    vxMps: 0,
    vyMps: 0,
    axMps2: 0,
    ayMps2: 0,
    yawRateRadps: 0,
    wheelAngleRad: 0,
    place: { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 },
    isWithinLane: false,
    isAgainst: false,
    relativeHRad: 0,
    relativePRad: 0,
    relativeRRad: 0,
    isStranded: false,
    guide: { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 },
    step: newEntityStep(),
    odometerM: 0,
    standsSinceSec: Number.NaN,
    offroadSinceSec: Number.NaN,
    endOfRoadSinceSec: Number.NaN,
    collisions: "",
    longOwner: -1,
    latOwner: -1,
    isExternal,
    route: -1,
    routeRoads: [],
    towedBy: -1,
    isVisible: { graphics: true, sensors: true, traffic: true },
    controllers: [],
    lights: {},
    overrides: {},
  };
}
