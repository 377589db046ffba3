/** Private and global actions as elements of ASAM OpenSCENARIO XML 1.3. */
import type {
  ConstraintsSpec,
  DynamicsSpec,
  EnvironmentSpec,
  GlobalActionSpec,
  OverrideSpec,
  PrivateActionSpec,
  SteadyStateSpec,
  UserActionSpec,
} from "../../sim/story/spec.ts";
import { dateTimeText } from "./conditions.ts";
import { type XmlElement, xml, xmlText } from "./element.ts";
import { controllerElement } from "./entities.ts";
import { positionElement, routeElement, trajectoryElement } from "./positions.ts";
import { trafficElement } from "./traffic.ts";

/** The content of `<Action>` or of `<Init>`: a PrivateAction, GlobalAction or UserDefinedAction. */
export function actionElement(action: GlobalActionSpec | PrivateActionSpec | UserActionSpec): XmlElement {
  if (action.kind === "user-defined") {
    return xml("UserDefinedAction", {}, xmlText("CustomCommandAction", { type: action.type }, action.content));
  }
  return isGlobal(action) ? globalElement(action) : privateElement(action);
}

const GLOBAL: ReadonlySet<string> = new Set([
  "environment",
  "add-entity",
  "delete-entity",
  "set-parameter",
  "set-variable",
  "modify-parameter",
  "modify-variable",
  "signal-state",
  "signal-phase",
  "traffic-source",
  "traffic-sink",
  "traffic-swarm",
  "traffic-area",
  "traffic-stop",
]);

export function isGlobal(action: GlobalActionSpec | PrivateActionSpec): action is GlobalActionSpec {
  return GLOBAL.has(action.kind);
}

export function globalElement(action: GlobalActionSpec): XmlElement {
  switch (action.kind) {
    case "environment":
      return global(xml("EnvironmentAction", {}, environmentElement(action.environment)));
    case "add-entity":
      return global(xml("EntityAction", { entityRef: action.entity }, xml("AddEntityAction", {}, positionElement(action.position))));
    case "delete-entity":
      return global(xml("EntityAction", { entityRef: action.entity }, xml("DeleteEntityAction")));
    case "set-parameter":
      return global(xml("ParameterAction", { parameterRef: action.name }, xml("SetAction", { value: action.value })));
    case "set-variable":
      return global(xml("VariableAction", { variableRef: action.name }, xml("SetAction", { value: action.value })));
    case "modify-parameter":
      return global(xml("ParameterAction", { parameterRef: action.name }, modifyElement(action)));
    case "modify-variable":
      return global(xml("VariableAction", { variableRef: action.name }, modifyElement(action)));
    case "signal-state":
      return infrastructure(xml("TrafficSignalStateAction", { name: action.signal, state: action.state }));
    case "signal-phase":
      return infrastructure(xml("TrafficSignalControllerAction", { trafficSignalControllerRef: action.controller, phase: action.phase }));
    case "traffic-source":
    case "traffic-sink":
    case "traffic-swarm":
    case "traffic-area":
    case "traffic-stop":
      return global(trafficElement(action));
  }
}

function global(child: XmlElement): XmlElement {
  return xml("GlobalAction", {}, child);
}

function infrastructure(child: XmlElement): XmlElement {
  return global(xml("InfrastructureAction", {}, xml("TrafficSignalAction", {}, child)));
}

function modifyElement(action: { readonly by: "add" | "multiply"; readonly value: number }): XmlElement {
  const { by, value } = action;
  return xml("ModifyAction", {}, xml("Rule", {}, xml(by === "add" ? "AddValue" : "MultiplyByValue", { value })));
}

function environmentElement(e: EnvironmentSpec): XmlElement {
  const time = e.timeOfDay;
  const fog = e.visibilityM === null ? null : xml("Fog", { visualRange: e.visibilityM });
  const rain =
    e.precipitation === null
      ? null
      : xml("Precipitation", { precipitationType: e.precipitation.type, precipitationIntensity: e.precipitation.intensityMmph });
  const hasWeather = fog !== null || rain !== null || e.cloudState !== null;
  return xml(
    "Environment",
    { name: e.name },
    time === null ? null : xml("TimeOfDay", { animation: time.isAnimated, dateTime: dateTimeText(time.atSec) }),
    hasWeather ? xml("Weather", cloudsOf(e.cloudState), fog, rain) : null,
    e.frictionRatio === null ? null : xml("RoadCondition", { frictionScaleFactor: e.frictionRatio, wetness: e.wetness }),
  );
}

/** Of the two notations the one that has the word. */
function cloudsOf(state: string | null): Record<string, string | null> {
  return state?.endsWith("Oktas") === true ? { fractionalCloudCover: state } : { cloudState: state };
}

export function privateElement(action: PrivateActionSpec): XmlElement {
  return xml("PrivateAction", {}, privateContent(action));
}

function privateContent(a: PrivateActionSpec): XmlElement {
  switch (a.kind) {
    case "speed":
    case "speed-profile":
    case "longitudinal-distance":
      return xml("LongitudinalAction", {}, longitudinalElement(a));
    case "lane-change":
    case "lane-offset":
    case "lateral-distance":
      return xml("LateralAction", {}, lateralElement(a));
    case "visibility":
      return xml("VisibilityAction", { graphics: a.graphics, sensors: a.sensors, traffic: a.traffic });
    case "synchronize":
      return synchronizeElement(a);
    case "activate-controller": {
      const channels = { lateral: a.lateral, longitudinal: a.longitudinal, lighting: a.lighting, animation: a.animation };
      return xml("ControllerAction", {}, xml("ActivateControllerAction", { objectControllerRef: a.controller, ...channels }));
    }
    case "assign-controller": {
      const channels = { activateLateral: a.lateral, activateLongitudinal: a.longitudinal };
      const others = { activateLighting: a.lighting, activateAnimation: a.animation };
      const controllers = a.controllers.map((c) => xml("ObjectController", {}, controllerElement(c)));
      return xml("ControllerAction", {}, xml("AssignControllerAction", { ...channels, ...others }, controllers));
    }
    case "override":
      return xml("ControllerAction", {}, xml("OverrideControllerValueAction", {}, a.controls.map(overrideElement)));
    case "teleport":
      return xml("TeleportAction", {}, positionElement(a.position));
    case "assign-route":
      return xml("RoutingAction", {}, xml("AssignRouteAction", {}, routeElement(a.route)));
    case "follow-trajectory":
      return xml("RoutingAction", {}, followElement(a));
    case "acquire-position":
      return xml("RoutingAction", {}, xml("AcquirePositionAction", {}, positionElement(a.position)));
    case "random-route":
      return xml("RoutingAction", {}, xml("RandomRouteAction"));
    case "light": {
      const light = xml("LightType", {}, xml("VehicleLight", { vehicleLightType: a.light }));
      return xml(
        "AppearanceAction",
        {},
        xml("LightStateAction", { transitionTime: a.transitionSec }, light, xml("LightState", { mode: a.mode })),
      );
    }
    case "connect-trailer":
      return xml("TrailerAction", {}, xml("ConnectTrailerAction", { trailerRef: a.trailer }));
    case "disconnect-trailer":
      return xml("TrailerAction", {}, xml("DisconnectTrailerAction"));
  }
}

type Longitudinal = Extract<PrivateActionSpec, { kind: "speed" | "speed-profile" | "longitudinal-distance" }>;

function longitudinalElement(a: Longitudinal): XmlElement {
  switch (a.kind) {
    case "speed": {
      const { target } = a;
      const content =
        target.kind === "absolute"
          ? xml("AbsoluteTargetSpeed", { value: target.valueMps })
          : xml("RelativeTargetSpeed", {
              entityRef: target.entity,
              value: target.value,
              speedTargetValueType: target.type,
              continuous: target.isContinuous,
            });
      return xml("SpeedAction", {}, dynamicsElement("SpeedActionDynamics", a.dynamics), xml("SpeedActionTarget", {}, content));
    }
    case "speed-profile": {
      const entries = a.entries.map((e) => xml("SpeedProfileEntry", { time: e.timeSec, speed: e.speedMps }));
      return xml("SpeedProfileAction", { entityRef: a.entity, followingMode: a.followingMode }, constraintsElement(a.constraints), entries);
    }
    case "longitudinal-distance": {
      const what = { entityRef: a.entity, distance: a.distanceM, timeGap: a.timeGapSec };
      const how = { freespace: a.isFreespace, continuous: a.isContinuous, displacement: a.displacement, coordinateSystem: a.coordinates };
      return xml("LongitudinalDistanceAction", { ...what, ...how }, constraintsElement(a.constraints));
    }
  }
}

type Lateral = Extract<PrivateActionSpec, { kind: "lane-change" | "lane-offset" | "lateral-distance" }>;

function lateralElement(a: Lateral): XmlElement {
  switch (a.kind) {
    case "lane-change": {
      const { target } = a;
      const content =
        target.kind === "absolute"
          ? xml("AbsoluteTargetLane", { value: target.lane })
          : xml("RelativeTargetLane", { entityRef: target.entity, value: target.lanes });
      const dynamics = dynamicsElement("LaneChangeActionDynamics", a.dynamics);
      return xml("LaneChangeAction", { targetLaneOffset: a.targetOffsetM }, dynamics, xml("LaneChangeTarget", {}, content));
    }
    case "lane-offset": {
      const { target } = a;
      const content =
        target.kind === "absolute"
          ? xml("AbsoluteTargetLaneOffset", { value: target.offsetM })
          : xml("RelativeTargetLaneOffset", { entityRef: target.entity, value: target.offsetM });
      const dynamics = xml("LaneOffsetActionDynamics", { dynamicsShape: a.shape, maxLateralAcc: a.maxLateralAccMps2 });
      return xml("LaneOffsetAction", { continuous: a.isContinuous }, dynamics, xml("LaneOffsetTarget", {}, content));
    }
    case "lateral-distance": {
      const how = { freespace: a.isFreespace, continuous: a.isContinuous, displacement: a.displacement, coordinateSystem: a.coordinates };
      return xml("LateralDistanceAction", { entityRef: a.entity, distance: a.distanceM, ...how }, constraintsElement(a.constraints));
    }
  }
}

function dynamicsElement(name: string, d: DynamicsSpec): XmlElement {
  const attributes = { dynamicsShape: d.shape, value: d.value, dynamicsDimension: d.dimension };
  return xml(name, { ...attributes, followingMode: d.followingMode });
}

function constraintsElement(c: ConstraintsSpec | null): XmlElement | null {
  if (c === null) return null;
  return xml("DynamicConstraints", {
    maxAcceleration: finite(c.maxAccelMps2),
    maxAccelerationRate: finite(c.maxAccelRateMps3),
    maxDeceleration: finite(c.maxDecelMps2),
    maxDecelerationRate: finite(c.maxDecelRateMps3),
    maxSpeed: finite(c.maxSpeedMps),
  });
}

/** Left out where there is no bound. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function synchronizeElement(a: Extract<PrivateActionSpec, { kind: "synchronize" }>): XmlElement {
  const tolerances = { targetToleranceMaster: a.masterToleranceM, targetTolerance: a.toleranceM };
  const final = a.finalSpeed;
  const speed =
    final === null
      ? null
      : final.kind === "absolute"
        ? xml("AbsoluteSpeed", { value: final.valueMps }, steadyElement(final.steady))
        : xml("RelativeSpeedToMaster", { value: final.value, speedTargetValueType: final.type }, steadyElement(final.steady));
  return xml(
    "SynchronizeAction",
    { masterEntityRef: a.master, ...tolerances },
    positionElement(a.masterTarget, "TargetPositionMaster"),
    positionElement(a.target, "TargetPosition"),
    speed === null ? null : xml("FinalSpeed", {}, speed),
  );
}

function steadyElement(steady: SteadyStateSpec | null): XmlElement | null {
  if (steady === null) return null;
  return steady.kind === "distance"
    ? xml("TargetDistanceSteadyState", { distance: steady.distanceM })
    : xml("TargetTimeSteadyState", { time: steady.timeSec });
}

function followElement(a: Extract<PrivateActionSpec, { kind: "follow-trajectory" }>): XmlElement {
  const { timing } = a;
  const reference =
    timing === null
      ? xml("None")
      : xml("Timing", {
          domainAbsoluteRelative: timing.isAbsolute ? "absolute" : "relative",
          scale: timing.scale,
          offset: timing.offsetSec,
        });
  return xml(
    "FollowTrajectoryAction",
    { initialDistanceOffset: a.initialDistanceOffsetM === 0 ? null : a.initialDistanceOffsetM },
    xml("TimeReference", {}, reference),
    xml("TrajectoryFollowingMode", { followingMode: a.followingMode }),
    xml("TrajectoryRef", {}, trajectoryElement(a.trajectory)),
  );
}

function overrideElement(o: OverrideSpec): XmlElement {
  const { isActive: active, value } = o;
  switch (o.control) {
    case "throttle":
      return xml("Throttle", { active, value });
    case "brake":
      return xml("Brake", { active }, xml("BrakePercent", { value }));
    case "clutch":
      return xml("Clutch", { active, value });
    case "parking-brake":
      return xml("ParkingBrake", { active }, xml("BrakePercent", { value }));
    case "steering-wheel":
      return xml("SteeringWheel", { active, value });
    case "gear":
      return xml("Gear", { active, number: value });
  }
}
