/** What redrive makes of the elements of OpenSCENARIO XML: all that is not named here is read and has its effect. */
export interface Support {
  readonly level: "yes" | "partly" | "no" | "no effect";
  readonly note: string;
  /** Its use is reported as a warning: the rest is read, this part of it has no effect. */
  readonly isWarned?: true;
}

const YES: Support = { level: "yes", note: "" };

const LOOKS = "looks only";
const CATALOGUE = "describes the file only";
const LIGHTS =
  "red, yellow, green, off, or lamps as on;off;off: drivers are told what shows; any other text is compared, and told as unknown, with a warning";
const WEATHER = "no sensor or vehicle model depends on it; friction and visibility do";

/** Keys: a type, `Type/Element` or `Type/@attribute`. */
export const SUPPORT: Readonly<Record<string, Support>> = {
  // describes the file
  "FileHeader/License": { level: "no effect", note: CATALOGUE },
  "FileHeader/Properties": { level: "no effect", note: CATALOGUE },
  "FileHeader/@author": { level: "no effect", note: CATALOGUE },
  "FileHeader/@date": { level: "no effect", note: CATALOGUE },
  // looks
  "RoadNetwork/SceneGraphFile": { level: "no effect", note: LOOKS },
  "RoadNetwork/UsedArea": { level: "no effect", note: "the whole road network is loaded" },
  "Properties/File": { level: "no effect", note: LOOKS },
  "Properties/CustomContent": { level: "no effect", note: "for other tools" },
  "Vehicle/@model3d": { level: "no effect", note: LOOKS },
  "Vehicle/@role": { level: "no effect", note: "no behaviour depends on it" },
  "Pedestrian/@model3d": { level: "no effect", note: LOOKS },
  "Pedestrian/@model": { level: "no effect", note: LOOKS },
  "Pedestrian/@role": { level: "no effect", note: "no behaviour depends on it" },
  "MiscObject/@model3d": { level: "no effect", note: LOOKS },
  "AppearanceAction/AnimationAction": { level: "no effect", note: `${LOOKS}; as the action of an event it ends at once` },
  "LightState/Color": { level: "no effect", note: LOOKS },
  "LightState/@luminousIntensity": { level: "no effect", note: LOOKS },
  "LightState/@flashingOnDuration": { level: "no effect", note: LOOKS },
  "LightState/@flashingOffDuration": { level: "no effect", note: LOOKS },
  // vehicles
  "Axles/AdditionalAxle": { level: "no effect", note: "the vehicle models have two axles" },
  "Axle/@positionZ": { level: "no effect", note: "the vehicle models have no suspension travel" },
  "TrailerHitch/@dz": { level: "no effect", note: "trailers are coupled in the plane" },
  "TrailerCoupler/@dz": { level: "no effect", note: "trailers are coupled in the plane" },
  ExternalObjectReference: { level: "partly", note: "an entity without extent; something outside must move it" },
  // weather
  "Weather/Sun": { level: "no effect", note: WEATHER },
  "Weather/Wind": { level: "no effect", note: WEATHER },
  "Weather/DomeImage": { level: "no effect", note: LOOKS },
  "Weather/@atmosphericPressure": { level: "no effect", note: WEATHER },
  "Weather/@temperature": { level: "no effect", note: WEATHER },
  "Weather/@fractionalCloudCover": { level: "no effect", note: WEATHER },
  "Fog/BoundingBox": { level: "no effect", note: "fog is everywhere alike" },
  "Precipitation/@intensity": { level: "no effect", note: "version 1.0 gives it no unit; precipitationIntensity is read" },
  RoadCondition: { level: "partly", note: "a frictionScaleFactor below 0.01 or above 2" },
  "RoadCondition/Properties": { level: "no effect", note: "for other tools" },
  // traffic signals
  Phase: { level: "partly", note: "a duration that is not 0 and below 0.001 s" },
  // positions
  "GeoPosition/@verticalRoadSelection": { level: "no", note: "roads above each other are told apart by altitude" },
  // actions
  "VisibilityAction/@graphics": { level: "no effect", note: LOOKS },
  "VisibilityAction/@sensors": {
    level: "yes",
    note: "the controller of the ego is not told of it; it can still be run into, and metrics know it",
  },
  "VisibilityAction/@traffic": { level: "no effect", note: "drivers of the file see everyone; false is warned of" },
  "VisibilityAction/SensorReferenceSet": { level: "no", note: "visibility is the same for all sensors" },
  OverrideControllerValueAction: {
    level: "partly",
    note: "held until it is given back; the motion is that of the other actions, whatever the controls",
  },
  "OverrideThrottleAction/@maxRate": { level: "no effect", note: "an overridden control moves at once", isWarned: true },
  "OverrideClutchAction/@maxRate": { level: "no effect", note: "an overridden control moves at once", isWarned: true },
  "OverrideSteeringWheelAction/@maxRate": { level: "no effect", note: "an overridden control moves at once", isWarned: true },
  "OverrideSteeringWheelAction/@maxTorque": { level: "no effect", note: "an overridden control moves at once", isWarned: true },
  "Brake/@maxRate": { level: "no effect", note: "an overridden control moves at once", isWarned: true },
  "OverrideBrakeAction/BrakeForce": { level: "partly", note: "any force above 0 presses the pedal fully", isWarned: true },
  "OverrideParkingBrakeAction/BrakeForce": { level: "partly", note: "any force above 0 presses the pedal fully", isWarned: true },
  AutomaticGear: { level: "partly", note: "r, n and d; p counts as neutral, with a warning" },
  TrafficSourceAction: { level: "yes", note: "200 road users of one source at once, at most" },
  TrafficSwarmAction: { level: "yes", note: "at first all over its ellipse, later within a tenth of its rim" },
  VehicleCategoryDistributionEntry: { level: "yes", note: "whatever the category, of the size of a passenger car: 4.5 m by 1.8 m" },
  TrafficAreaAction: {
    level: "yes",
    note: "made at the speed that is allowed there; continuous: who leaves is taken out and another one made, else the area is filled once",
  },
  "RoadRange/@length": { level: "no", note: "give the last cursor" },
  RoadCursor: { level: "partly", note: "a stretch has both its ends on one road, or is all of it" },
  "TrafficDefinition/VehicleRoleDistribution": { level: "no effect", note: "no behaviour depends on a role" },
  "TrafficDefinition/ControllerDistribution": { level: "no effect", note: "made traffic has the default controller" },
  "TrafficDistributionEntry/Properties": { level: "no effect", note: "for other tools" },
  "InitActions/UserDefinedAction": { level: "no effect", note: "for other tools; in an event it is recorded" },
  SetMonitorAction: { level: "yes", note: "sets the variable monitor::NAME" },
  MonitorDeclaration: { level: "yes", note: "declares the variable monitor::NAME" },
  // signals
  TrafficSignalState: { level: "yes", note: LIGHTS },
  TrafficSignalStateAction: { level: "yes", note: LIGHTS },
  TrafficSignalGroupState: { level: "yes", note: "of the signals that the map's controller of that id or name switches" },
  // distributions
  UserDefinedDistribution: { level: "no", note: "its values are known to the tool that made it only" },
  LogNormalDistribution: { level: "yes", note: "expected value and variance are of the value, not of its logarithm" },
  Stochastic: { level: "yes", note: "each parameter has a stream of its own, keyed by the seed (0 where none is stated) and its name" },
  // deprecated spellings
  "DistanceCondition/@alongRoute": { level: "yes", note: "version 1.0: true is road coordinates, longitudinal; false a straight line" },
  "TimeHeadwayCondition/@alongRoute": { level: "yes", note: "version 1.0: true is road coordinates, longitudinal; false a straight line" },
  "TimeToCollisionCondition/@alongRoute": {
    level: "yes",
    note: "version 1.0: true is road coordinates, longitudinal; false a straight line",
  },
};

/** Of the element or attribute (`@name`) inside a type; an element's own type counts where the place is not named. */
export function supportOf(type: string, member: string, memberType: string): Support {
  const place = `${type}/${member}`;
  if (Object.hasOwn(SUPPORT, place)) return SUPPORT[place] ?? YES;
  return Object.hasOwn(SUPPORT, memberType) ? (SUPPORT[memberType] ?? YES) : YES;
}
