import * as $protobuf from "protobufjs";

export namespace redrive {

    namespace control {

        namespace v1 {

            interface IToController extends redrive.control.v1.ToController.$Properties {
            }

            class ToController {
                constructor(properties?: redrive.control.v1.ToController.$Properties);
                $unknowns?: Uint8Array[];
                session: number;
                batchMore: number;
                welcome: (redrive.control.v1.Welcome|null);
                scenarioStart: (redrive.control.v1.ScenarioStart|null);
                observation: (redrive.control.v1.Observation|null);
                scenarioEnd: (redrive.control.v1.ScenarioEnd|null);
                ping: (redrive.control.v1.Ping|null);
                goodbye: (redrive.control.v1.Goodbye|null);
                fault: (redrive.control.v1.Fault|null);
                body?: ("welcome"|"scenarioStart"|"observation"|"scenarioEnd"|"ping"|"goodbye"|"fault");
                static encode(message: redrive.control.v1.ToController.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.ToController & redrive.control.v1.ToController.$Shape;
            }

            namespace ToController {
                interface $Properties {
                    session?: number;
                    batchMore?: number;
                    welcome?: (redrive.control.v1.Welcome.$Properties|null);
                    scenarioStart?: (redrive.control.v1.ScenarioStart.$Properties|null);
                    observation?: (redrive.control.v1.Observation.$Properties|null);
                    scenarioEnd?: (redrive.control.v1.ScenarioEnd.$Properties|null);
                    ping?: (redrive.control.v1.Ping.$Properties|null);
                    goodbye?: (redrive.control.v1.Goodbye.$Properties|null);
                    fault?: (redrive.control.v1.Fault.$Properties|null);
                    body?: ("welcome"|"scenarioStart"|"observation"|"scenarioEnd"|"ping"|"goodbye"|"fault");
                    $unknowns?: Uint8Array[];
                }
                type $Shape = {
                  session?: number;
                  batchMore?: number;
                  welcome?: redrive.control.v1.Welcome.$Shape|null;
                  scenarioStart?: redrive.control.v1.ScenarioStart.$Shape|null;
                  observation?: redrive.control.v1.Observation.$Shape|null;
                  scenarioEnd?: redrive.control.v1.ScenarioEnd.$Shape|null;
                  ping?: redrive.control.v1.Ping.$Shape|null;
                  goodbye?: redrive.control.v1.Goodbye.$Shape|null;
                  fault?: redrive.control.v1.Fault.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; welcome?: null; scenarioStart?: null; observation?: null; scenarioEnd?: null; ping?: null; goodbye?: null; fault?: null }|{ body?: "welcome"; welcome: redrive.control.v1.Welcome.$Shape; scenarioStart?: null; observation?: null; scenarioEnd?: null; ping?: null; goodbye?: null; fault?: null }|{ body?: "scenarioStart"; welcome?: null; scenarioStart: redrive.control.v1.ScenarioStart.$Shape; observation?: null; scenarioEnd?: null; ping?: null; goodbye?: null; fault?: null }|{ body?: "observation"; welcome?: null; scenarioStart?: null; observation: redrive.control.v1.Observation.$Shape; scenarioEnd?: null; ping?: null; goodbye?: null; fault?: null }|{ body?: "scenarioEnd"; welcome?: null; scenarioStart?: null; observation?: null; scenarioEnd: redrive.control.v1.ScenarioEnd.$Shape; ping?: null; goodbye?: null; fault?: null }|{ body?: "ping"; welcome?: null; scenarioStart?: null; observation?: null; scenarioEnd?: null; ping: redrive.control.v1.Ping.$Shape; goodbye?: null; fault?: null }|{ body?: "goodbye"; welcome?: null; scenarioStart?: null; observation?: null; scenarioEnd?: null; ping?: null; goodbye: redrive.control.v1.Goodbye.$Shape; fault?: null }|{ body?: "fault"; welcome?: null; scenarioStart?: null; observation?: null; scenarioEnd?: null; ping?: null; goodbye?: null; fault: redrive.control.v1.Fault.$Shape })
                );
            }

            interface IToHarness extends redrive.control.v1.ToHarness.$Properties {
            }

            class ToHarness {
                constructor(properties?: redrive.control.v1.ToHarness.$Properties);
                $unknowns?: Uint8Array[];
                session: number;
                hello: (redrive.control.v1.Hello|null);
                scenarioReady: (redrive.control.v1.ScenarioReady|null);
                command: (redrive.control.v1.Command|null);
                scenarioEndAck: (redrive.control.v1.ScenarioEndAck|null);
                pong: (redrive.control.v1.Pong|null);
                goodbye: (redrive.control.v1.Goodbye|null);
                fault: (redrive.control.v1.Fault|null);
                vehicleReport: (redrive.control.v1.VehicleReport|null);
                body?: ("hello"|"scenarioReady"|"command"|"scenarioEndAck"|"pong"|"goodbye"|"fault"|"vehicleReport");
                static encode(message: redrive.control.v1.ToHarness.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.ToHarness & redrive.control.v1.ToHarness.$Shape;
            }

            namespace ToHarness {
                interface $Properties {
                    session?: number;
                    hello?: (redrive.control.v1.Hello.$Properties|null);
                    scenarioReady?: (redrive.control.v1.ScenarioReady.$Properties|null);
                    command?: (redrive.control.v1.Command.$Properties|null);
                    scenarioEndAck?: (redrive.control.v1.ScenarioEndAck.$Properties|null);
                    pong?: (redrive.control.v1.Pong.$Properties|null);
                    goodbye?: (redrive.control.v1.Goodbye.$Properties|null);
                    fault?: (redrive.control.v1.Fault.$Properties|null);
                    vehicleReport?: (redrive.control.v1.VehicleReport.$Properties|null);
                    body?: ("hello"|"scenarioReady"|"command"|"scenarioEndAck"|"pong"|"goodbye"|"fault"|"vehicleReport");
                    $unknowns?: Uint8Array[];
                }
                type $Shape = {
                  session?: number;
                  hello?: redrive.control.v1.Hello.$Shape|null;
                  scenarioReady?: redrive.control.v1.ScenarioReady.$Shape|null;
                  command?: redrive.control.v1.Command.$Shape|null;
                  scenarioEndAck?: redrive.control.v1.ScenarioEndAck.$Shape|null;
                  pong?: redrive.control.v1.Pong.$Shape|null;
                  goodbye?: redrive.control.v1.Goodbye.$Shape|null;
                  fault?: redrive.control.v1.Fault.$Shape|null;
                  vehicleReport?: redrive.control.v1.VehicleReport.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; hello?: null; scenarioReady?: null; command?: null; scenarioEndAck?: null; pong?: null; goodbye?: null; fault?: null; vehicleReport?: null }|{ body?: "hello"; hello: redrive.control.v1.Hello.$Shape; scenarioReady?: null; command?: null; scenarioEndAck?: null; pong?: null; goodbye?: null; fault?: null; vehicleReport?: null }|{ body?: "scenarioReady"; hello?: null; scenarioReady: redrive.control.v1.ScenarioReady.$Shape; command?: null; scenarioEndAck?: null; pong?: null; goodbye?: null; fault?: null; vehicleReport?: null }|{ body?: "command"; hello?: null; scenarioReady?: null; command: redrive.control.v1.Command.$Shape; scenarioEndAck?: null; pong?: null; goodbye?: null; fault?: null; vehicleReport?: null }|{ body?: "scenarioEndAck"; hello?: null; scenarioReady?: null; command?: null; scenarioEndAck: redrive.control.v1.ScenarioEndAck.$Shape; pong?: null; goodbye?: null; fault?: null; vehicleReport?: null }|{ body?: "pong"; hello?: null; scenarioReady?: null; command?: null; scenarioEndAck?: null; pong: redrive.control.v1.Pong.$Shape; goodbye?: null; fault?: null; vehicleReport?: null }|{ body?: "goodbye"; hello?: null; scenarioReady?: null; command?: null; scenarioEndAck?: null; pong?: null; goodbye: redrive.control.v1.Goodbye.$Shape; fault?: null; vehicleReport?: null }|{ body?: "fault"; hello?: null; scenarioReady?: null; command?: null; scenarioEndAck?: null; pong?: null; goodbye?: null; fault: redrive.control.v1.Fault.$Shape; vehicleReport?: null }|{ body?: "vehicleReport"; hello?: null; scenarioReady?: null; command?: null; scenarioEndAck?: null; pong?: null; goodbye?: null; fault?: null; vehicleReport: redrive.control.v1.VehicleReport.$Shape })
                );
            }

            interface IVersion extends redrive.control.v1.Version.$Properties {
            }

            class Version {
                constructor(properties?: redrive.control.v1.Version.$Properties);
                $unknowns?: Uint8Array[];
                major: number;
                minor: number;
                static encode(message: redrive.control.v1.Version.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Version & redrive.control.v1.Version.$Shape;
            }

            namespace Version {
                interface $Properties {
                    major?: number;
                    minor?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Version.$Properties;
            }

            interface IHello extends redrive.control.v1.Hello.$Properties {
            }

            class Hello {
                constructor(properties?: redrive.control.v1.Hello.$Properties);
                $unknowns?: Uint8Array[];
                supported: redrive.control.v1.Version[];
                name: string;
                build: string;
                authToken: Uint8Array;
                capabilities: redrive.control.v1.Capabilities;
                info: { [k: string]: string };
                static encode(message: redrive.control.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Hello & redrive.control.v1.Hello.$Shape;
            }

            namespace Hello {
                interface $Properties {
                    supported?: redrive.control.v1.Version.$Properties[];
                    name?: string;
                    build?: string;
                    authToken?: Uint8Array;
                    capabilities?: redrive.control.v1.Capabilities.$Properties;
                    info?: { [k: string]: string };
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Hello.$Properties;
            }

            interface ICapabilities extends redrive.control.v1.Capabilities.$Properties {
            }

            class Capabilities {
                constructor(properties?: redrive.control.v1.Capabilities.$Properties);
                $unknowns?: Uint8Array[];
                commandKinds: redrive.control.v1.CommandKind[];
                maxSessions: number;
                maxFrameBytes: number;
                periodNs: number;
                historyNs: number;
                wantsMap: boolean;
                wantsRoute: boolean;
                wantsTrafficLights: boolean;
                claimsDeterministic: boolean;
                canReset: boolean;
                vehicleInTheLoop: boolean;
                static encode(message: redrive.control.v1.Capabilities.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Capabilities & redrive.control.v1.Capabilities.$Shape;
            }

            namespace Capabilities {
                interface $Properties {
                    commandKinds?: redrive.control.v1.CommandKind[];
                    maxSessions?: number;
                    maxFrameBytes?: number;
                    periodNs?: number;
                    historyNs?: number;
                    wantsMap?: boolean;
                    wantsRoute?: boolean;
                    wantsTrafficLights?: boolean;
                    claimsDeterministic?: boolean;
                    canReset?: boolean;
                    vehicleInTheLoop?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Capabilities.$Properties;
            }

            enum CommandKind {
                COMMAND_KIND_UNSPECIFIED = 0,
                COMMAND_KIND_NONE = 1,
                COMMAND_KIND_ACCEL_STEER = 2,
                COMMAND_KIND_ACTUATOR = 3,
                COMMAND_KIND_TRAJECTORY = 4,
                COMMAND_KIND_LONGITUDINAL = 5
            }

            interface IWelcome extends redrive.control.v1.Welcome.$Properties {
            }

            class Welcome {
                constructor(properties?: redrive.control.v1.Welcome.$Properties);
                $unknowns?: Uint8Array[];
                selected: redrive.control.v1.Version;
                harnessBuild: string;
                runId: string;
                maxFrameBytes: number;
                sessions: number;
                commandKinds: redrive.control.v1.CommandKind[];
                pacing: redrive.control.v1.Pacing;
                static encode(message: redrive.control.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Welcome & redrive.control.v1.Welcome.$Shape;
            }

            namespace Welcome {
                interface $Properties {
                    selected?: redrive.control.v1.Version.$Properties;
                    harnessBuild?: string;
                    runId?: string;
                    maxFrameBytes?: number;
                    sessions?: number;
                    commandKinds?: redrive.control.v1.CommandKind[];
                    pacing?: redrive.control.v1.Pacing;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Welcome.$Properties;
            }

            enum Pacing {
                PACING_UNSPECIFIED = 0,
                PACING_LOCKSTEP = 1,
                PACING_REALTIME = 2
            }

            interface IScenarioStart extends redrive.control.v1.ScenarioStart.$Properties {
            }

            class ScenarioStart {
                constructor(properties?: redrive.control.v1.ScenarioStart.$Properties);
                $unknowns?: Uint8Array[];
                scenarioId: string;
                seed: number;
                dtNs: number;
                observationEvery: number;
                firstControlledTick: number;
                maxTicks: number;
                watchdogMs: number;
                actuationDelayTicks: number;
                ego: redrive.control.v1.EgoModel;
                history: redrive.control.v1.Observation[];
                route: redrive.control.v1.Route;
                map: redrive.control.v1.RoadMap;
                parameters: { [k: string]: string };
                static encode(message: redrive.control.v1.ScenarioStart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.ScenarioStart & redrive.control.v1.ScenarioStart.$Shape;
            }

            namespace ScenarioStart {
                interface $Properties {
                    scenarioId?: string;
                    seed?: number;
                    dtNs?: number;
                    observationEvery?: number;
                    firstControlledTick?: number;
                    maxTicks?: number;
                    watchdogMs?: number;
                    actuationDelayTicks?: number;
                    ego?: redrive.control.v1.EgoModel.$Properties;
                    history?: redrive.control.v1.Observation.$Properties[];
                    route?: redrive.control.v1.Route.$Properties;
                    map?: redrive.control.v1.RoadMap.$Properties;
                    parameters?: { [k: string]: string };
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.ScenarioStart.$Properties;
            }

            interface IEgoModel extends redrive.control.v1.EgoModel.$Properties {
            }

            class EgoModel {
                constructor(properties?: redrive.control.v1.EgoModel.$Properties);
                $unknowns?: Uint8Array[];
                wheelbaseM: number;
                lengthM: number;
                widthM: number;
                rearAxleToCenterM: number;
                maxRoadWheelAngleRad: number;
                maxRoadWheelRateRadps: number;
                steeringRatio: number;
                maxAccelMps2: number;
                maxDecelMps2: number;
                massKg: (number|null);
                static encode(message: redrive.control.v1.EgoModel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.EgoModel & redrive.control.v1.EgoModel.$Shape;
            }

            namespace EgoModel {
                interface $Properties {
                    wheelbaseM?: number;
                    lengthM?: number;
                    widthM?: number;
                    rearAxleToCenterM?: number;
                    maxRoadWheelAngleRad?: number;
                    maxRoadWheelRateRadps?: number;
                    steeringRatio?: number;
                    maxAccelMps2?: number;
                    maxDecelMps2?: number;
                    massKg?: (number|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.EgoModel.$Properties;
            }

            interface IRoute extends redrive.control.v1.Route.$Properties {
            }

            class Route {
                constructor(properties?: redrive.control.v1.Route.$Properties);
                $unknowns?: Uint8Array[];
                points: redrive.control.v1.Vec2[];
                speedLimitMps: number[];
                goal: (redrive.control.v1.Pose2|null);
                static encode(message: redrive.control.v1.Route.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Route & redrive.control.v1.Route.$Shape;
            }

            namespace Route {
                interface $Properties {
                    points?: redrive.control.v1.Vec2.$Properties[];
                    speedLimitMps?: number[];
                    goal?: (redrive.control.v1.Pose2.$Properties|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Route.$Properties;
            }

            interface IVec2 extends redrive.control.v1.Vec2.$Properties {
            }

            class Vec2 {
                constructor(properties?: redrive.control.v1.Vec2.$Properties);
                $unknowns?: Uint8Array[];
                xM: number;
                yM: number;
                static encode(message: redrive.control.v1.Vec2.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Vec2 & redrive.control.v1.Vec2.$Shape;
            }

            namespace Vec2 {
                interface $Properties {
                    xM?: number;
                    yM?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Vec2.$Properties;
            }

            interface IPose2 extends redrive.control.v1.Pose2.$Properties {
            }

            class Pose2 {
                constructor(properties?: redrive.control.v1.Pose2.$Properties);
                $unknowns?: Uint8Array[];
                xM: number;
                yM: number;
                yawRad: number;
                static encode(message: redrive.control.v1.Pose2.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Pose2 & redrive.control.v1.Pose2.$Shape;
            }

            namespace Pose2 {
                interface $Properties {
                    xM?: number;
                    yM?: number;
                    yawRad?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Pose2.$Properties;
            }

            interface IRoadMap extends redrive.control.v1.RoadMap.$Properties {
            }

            class RoadMap {
                constructor(properties?: redrive.control.v1.RoadMap.$Properties);
                $unknowns?: Uint8Array[];
                lanes: redrive.control.v1.Lane[];
                roadEdges: redrive.control.v1.Polyline[];
                opendriveSha256: (string|null);
                static encode(message: redrive.control.v1.RoadMap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.RoadMap & redrive.control.v1.RoadMap.$Shape;
            }

            namespace RoadMap {
                interface $Properties {
                    lanes?: redrive.control.v1.Lane.$Properties[];
                    roadEdges?: redrive.control.v1.Polyline.$Properties[];
                    opendriveSha256?: (string|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.RoadMap.$Properties;
            }

            interface IPolyline extends redrive.control.v1.Polyline.$Properties {
            }

            class Polyline {
                constructor(properties?: redrive.control.v1.Polyline.$Properties);
                $unknowns?: Uint8Array[];
                xyM: number[];
                static encode(message: redrive.control.v1.Polyline.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Polyline & redrive.control.v1.Polyline.$Shape;
            }

            namespace Polyline {
                interface $Properties {
                    xyM?: number[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Polyline.$Properties;
            }

            interface ILane extends redrive.control.v1.Lane.$Properties {
            }

            class Lane {
                constructor(properties?: redrive.control.v1.Lane.$Properties);
                $unknowns?: Uint8Array[];
                id: string;
                type: redrive.control.v1.LaneType;
                centerXyM: number[];
                leftXyM: number[];
                rightXyM: number[];
                successors: string[];
                predecessors: string[];
                leftNeighbor: (string|null);
                rightNeighbor: (string|null);
                speedLimitMps: (number|null);
                static encode(message: redrive.control.v1.Lane.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Lane & redrive.control.v1.Lane.$Shape;
            }

            namespace Lane {
                interface $Properties {
                    id?: string;
                    type?: redrive.control.v1.LaneType;
                    centerXyM?: number[];
                    leftXyM?: number[];
                    rightXyM?: number[];
                    successors?: string[];
                    predecessors?: string[];
                    leftNeighbor?: (string|null);
                    rightNeighbor?: (string|null);
                    speedLimitMps?: (number|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Lane.$Properties;
            }

            enum LaneType {
                LANE_TYPE_UNSPECIFIED = 0,
                LANE_TYPE_DRIVING = 1,
                LANE_TYPE_SHOULDER = 2,
                LANE_TYPE_BIKE = 3,
                LANE_TYPE_PARKING = 4,
                LANE_TYPE_SIDEWALK = 5,
                LANE_TYPE_OTHER = 6
            }

            interface IScenarioReady extends redrive.control.v1.ScenarioReady.$Properties {
            }

            class ScenarioReady {
                constructor(properties?: redrive.control.v1.ScenarioReady.$Properties);
                $unknowns?: Uint8Array[];
                note: (string|null);
                static encode(message: redrive.control.v1.ScenarioReady.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.ScenarioReady & redrive.control.v1.ScenarioReady.$Shape;
            }

            namespace ScenarioReady {
                interface $Properties {
                    note?: (string|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.ScenarioReady.$Properties;
            }

            interface IObservation extends redrive.control.v1.Observation.$Properties {
            }

            class Observation {
                constructor(properties?: redrive.control.v1.Observation.$Properties);
                $unknowns?: Uint8Array[];
                tick: number;
                simTimeNs: number;
                ego: redrive.control.v1.EgoState;
                objects: redrive.control.v1.Objects;
                trafficLights: redrive.control.v1.TrafficLight[];
                applied: (redrive.control.v1.AppliedCommand|null);
                controlled: boolean;
                static encode(message: redrive.control.v1.Observation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Observation & redrive.control.v1.Observation.$Shape;
            }

            namespace Observation {
                interface $Properties {
                    tick?: number;
                    simTimeNs?: number;
                    ego?: redrive.control.v1.EgoState.$Properties;
                    objects?: redrive.control.v1.Objects.$Properties;
                    trafficLights?: redrive.control.v1.TrafficLight.$Properties[];
                    applied?: (redrive.control.v1.AppliedCommand.$Properties|null);
                    controlled?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Observation.$Properties;
            }

            interface IEgoState extends redrive.control.v1.EgoState.$Properties {
            }

            class EgoState {
                constructor(properties?: redrive.control.v1.EgoState.$Properties);
                $unknowns?: Uint8Array[];
                xM: number;
                yM: number;
                yawRad: number;
                vxMps: number;
                vyMps: number;
                yawRateRadps: number;
                axMps2: number;
                ayMps2: number;
                roadWheelAngleRad: number;
                steeringWheelAngleRad: (number|null);
                gear: (number|null);
                engaged: boolean;
                static encode(message: redrive.control.v1.EgoState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.EgoState & redrive.control.v1.EgoState.$Shape;
            }

            namespace EgoState {
                interface $Properties {
                    xM?: number;
                    yM?: number;
                    yawRad?: number;
                    vxMps?: number;
                    vyMps?: number;
                    yawRateRadps?: number;
                    axMps2?: number;
                    ayMps2?: number;
                    roadWheelAngleRad?: number;
                    steeringWheelAngleRad?: (number|null);
                    gear?: (number|null);
                    engaged?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.EgoState.$Properties;
            }

            interface IObjects extends redrive.control.v1.Objects.$Properties {
            }

            class Objects {
                constructor(properties?: redrive.control.v1.Objects.$Properties);
                $unknowns?: Uint8Array[];
                id: number[];
                cls: redrive.control.v1.ObjectClass[];
                xM: number[];
                yM: number[];
                yawRad: number[];
                vxMps: number[];
                vyMps: number[];
                axMps2: number[];
                ayMps2: number[];
                yawRateRadps: number[];
                lengthM: number[];
                widthM: number[];
                heightM: number[];
                ageNs: number[];
                existence: number[];
                lights: number[];
                static encode(message: redrive.control.v1.Objects.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Objects & redrive.control.v1.Objects.$Shape;
            }

            namespace Objects {
                interface $Properties {
                    id?: number[];
                    cls?: redrive.control.v1.ObjectClass[];
                    xM?: number[];
                    yM?: number[];
                    yawRad?: number[];
                    vxMps?: number[];
                    vyMps?: number[];
                    axMps2?: number[];
                    ayMps2?: number[];
                    yawRateRadps?: number[];
                    lengthM?: number[];
                    widthM?: number[];
                    heightM?: number[];
                    ageNs?: number[];
                    existence?: number[];
                    lights?: number[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Objects.$Properties;
            }

            enum ObjectClass {
                OBJECT_CLASS_UNSPECIFIED = 0,
                OBJECT_CLASS_CAR = 1,
                OBJECT_CLASS_TRUCK = 2,
                OBJECT_CLASS_BUS = 3,
                OBJECT_CLASS_MOTORCYCLE = 4,
                OBJECT_CLASS_BICYCLE = 5,
                OBJECT_CLASS_PEDESTRIAN = 6,
                OBJECT_CLASS_ANIMAL = 7,
                OBJECT_CLASS_STATIC = 8,
                OBJECT_CLASS_OTHER = 9
            }

            interface ITrafficLight extends redrive.control.v1.TrafficLight.$Properties {
            }

            class TrafficLight {
                constructor(properties?: redrive.control.v1.TrafficLight.$Properties);
                $unknowns?: Uint8Array[];
                id: string;
                color: redrive.control.v1.LightColor;
                laneIds: string[];
                stopPoint: (redrive.control.v1.Vec2|null);
                static encode(message: redrive.control.v1.TrafficLight.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.TrafficLight & redrive.control.v1.TrafficLight.$Shape;
            }

            namespace TrafficLight {
                interface $Properties {
                    id?: string;
                    color?: redrive.control.v1.LightColor;
                    laneIds?: string[];
                    stopPoint?: (redrive.control.v1.Vec2.$Properties|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.TrafficLight.$Properties;
            }

            enum LightColor {
                LIGHT_COLOR_UNSPECIFIED = 0,
                LIGHT_COLOR_RED = 1,
                LIGHT_COLOR_YELLOW = 2,
                LIGHT_COLOR_GREEN = 3,
                LIGHT_COLOR_FLASHING_RED = 4,
                LIGHT_COLOR_FLASHING_YELLOW = 5,
                LIGHT_COLOR_OFF = 6
            }

            interface ICommand extends redrive.control.v1.Command.$Properties {
            }

            class Command {
                constructor(properties?: redrive.control.v1.Command.$Properties);
                $unknowns?: Uint8Array[];
                tick: number;
                none: (redrive.control.v1.None|null);
                accelSteer: (redrive.control.v1.AccelSteer|null);
                actuator: (redrive.control.v1.Actuator|null);
                trajectory: (redrive.control.v1.Trajectory|null);
                longitudinal: (redrive.control.v1.Longitudinal|null);
                mode: redrive.control.v1.DrivingMode;
                computeNs: (number|null);
                debugScalars: redrive.control.v1.Scalar[];
                debugBlob: Uint8Array;
                kind?: ("none"|"accelSteer"|"actuator"|"trajectory"|"longitudinal");
                static encode(message: redrive.control.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Command & redrive.control.v1.Command.$Shape;
            }

            namespace Command {
                interface $Properties {
                    tick?: number;
                    none?: (redrive.control.v1.None.$Properties|null);
                    accelSteer?: (redrive.control.v1.AccelSteer.$Properties|null);
                    actuator?: (redrive.control.v1.Actuator.$Properties|null);
                    trajectory?: (redrive.control.v1.Trajectory.$Properties|null);
                    longitudinal?: (redrive.control.v1.Longitudinal.$Properties|null);
                    mode?: redrive.control.v1.DrivingMode;
                    computeNs?: (number|null);
                    debugScalars?: redrive.control.v1.Scalar.$Properties[];
                    debugBlob?: Uint8Array;
                    kind?: ("none"|"accelSteer"|"actuator"|"trajectory"|"longitudinal");
                    $unknowns?: Uint8Array[];
                }
                type $Shape = {
                  tick?: number;
                  none?: redrive.control.v1.None.$Shape|null;
                  accelSteer?: redrive.control.v1.AccelSteer.$Shape|null;
                  actuator?: redrive.control.v1.Actuator.$Shape|null;
                  trajectory?: redrive.control.v1.Trajectory.$Shape|null;
                  longitudinal?: redrive.control.v1.Longitudinal.$Shape|null;
                  mode?: redrive.control.v1.DrivingMode;
                  computeNs?: number|null;
                  debugScalars?: redrive.control.v1.Scalar.$Shape[];
                  debugBlob?: Uint8Array;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; none?: null; accelSteer?: null; actuator?: null; trajectory?: null; longitudinal?: null }|{ kind?: "none"; none: redrive.control.v1.None.$Shape; accelSteer?: null; actuator?: null; trajectory?: null; longitudinal?: null }|{ kind?: "accelSteer"; none?: null; accelSteer: redrive.control.v1.AccelSteer.$Shape; actuator?: null; trajectory?: null; longitudinal?: null }|{ kind?: "actuator"; none?: null; accelSteer?: null; actuator: redrive.control.v1.Actuator.$Shape; trajectory?: null; longitudinal?: null }|{ kind?: "trajectory"; none?: null; accelSteer?: null; actuator?: null; trajectory: redrive.control.v1.Trajectory.$Shape; longitudinal?: null }|{ kind?: "longitudinal"; none?: null; accelSteer?: null; actuator?: null; trajectory?: null; longitudinal: redrive.control.v1.Longitudinal.$Shape })
                );
            }

            interface INone extends redrive.control.v1.None.$Properties {
            }

            class None {
                constructor(properties?: redrive.control.v1.None.$Properties);
                $unknowns?: Uint8Array[];
                static encode(message: redrive.control.v1.None.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.None & redrive.control.v1.None.$Shape;
            }

            namespace None {
                interface $Properties {
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.None.$Properties;
            }

            interface IAccelSteer extends redrive.control.v1.AccelSteer.$Properties {
            }

            class AccelSteer {
                constructor(properties?: redrive.control.v1.AccelSteer.$Properties);
                $unknowns?: Uint8Array[];
                accelMps2: number;
                roadWheelAngleRad: (number|null);
                curvaturePerM: (number|null);
                roadWheelRateRadps: (number|null);
                lateral?: ("roadWheelAngleRad"|"curvaturePerM");
                static encode(message: redrive.control.v1.AccelSteer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.AccelSteer & redrive.control.v1.AccelSteer.$Shape;
            }

            namespace AccelSteer {
                interface $Properties {
                    accelMps2?: number;
                    roadWheelAngleRad?: (number|null);
                    curvaturePerM?: (number|null);
                    roadWheelRateRadps?: (number|null);
                    lateral?: ("roadWheelAngleRad"|"curvaturePerM");
                    $unknowns?: Uint8Array[];
                }
                type $Shape = {
                  accelMps2?: number;
                  roadWheelAngleRad?: number|null;
                  curvaturePerM?: number|null;
                  roadWheelRateRadps?: number|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ lateral?: undefined; roadWheelAngleRad?: null; curvaturePerM?: null }|{ lateral?: "roadWheelAngleRad"; roadWheelAngleRad: number; curvaturePerM?: null }|{ lateral?: "curvaturePerM"; roadWheelAngleRad?: null; curvaturePerM: number })
                );
            }

            interface IActuator extends redrive.control.v1.Actuator.$Properties {
            }

            class Actuator {
                constructor(properties?: redrive.control.v1.Actuator.$Properties);
                $unknowns?: Uint8Array[];
                throttle: number;
                brake: number;
                steeringWheelAngleRad: number;
                gear: (number|null);
                handBrake: (boolean|null);
                static encode(message: redrive.control.v1.Actuator.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Actuator & redrive.control.v1.Actuator.$Shape;
            }

            namespace Actuator {
                interface $Properties {
                    throttle?: number;
                    brake?: number;
                    steeringWheelAngleRad?: number;
                    gear?: (number|null);
                    handBrake?: (boolean|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Actuator.$Properties;
            }

            interface ILongitudinal extends redrive.control.v1.Longitudinal.$Properties {
            }

            class Longitudinal {
                constructor(properties?: redrive.control.v1.Longitudinal.$Properties);
                $unknowns?: Uint8Array[];
                accelMps2: number;
                static encode(message: redrive.control.v1.Longitudinal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Longitudinal & redrive.control.v1.Longitudinal.$Shape;
            }

            namespace Longitudinal {
                interface $Properties {
                    accelMps2?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Longitudinal.$Properties;
            }

            interface ITrajectory extends redrive.control.v1.Trajectory.$Properties {
            }

            class Trajectory {
                constructor(properties?: redrive.control.v1.Trajectory.$Properties);
                $unknowns?: Uint8Array[];
                frame: redrive.control.v1.Frame;
                points: redrive.control.v1.TrajectoryPoint[];
                static encode(message: redrive.control.v1.Trajectory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Trajectory & redrive.control.v1.Trajectory.$Shape;
            }

            namespace Trajectory {
                interface $Properties {
                    frame?: redrive.control.v1.Frame;
                    points?: redrive.control.v1.TrajectoryPoint.$Properties[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Trajectory.$Properties;
            }

            enum Frame {
                FRAME_UNSPECIFIED = 0,
                FRAME_MAP = 1,
                FRAME_EGO_AT_TICK = 2
            }

            interface ITrajectoryPoint extends redrive.control.v1.TrajectoryPoint.$Properties {
            }

            class TrajectoryPoint {
                constructor(properties?: redrive.control.v1.TrajectoryPoint.$Properties);
                $unknowns?: Uint8Array[];
                tNs: number;
                xM: number;
                yM: number;
                yawRad: number;
                vMps: (number|null);
                accelMps2: (number|null);
                curvaturePerM: (number|null);
                static encode(message: redrive.control.v1.TrajectoryPoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.TrajectoryPoint & redrive.control.v1.TrajectoryPoint.$Shape;
            }

            namespace TrajectoryPoint {
                interface $Properties {
                    tNs?: number;
                    xM?: number;
                    yM?: number;
                    yawRad?: number;
                    vMps?: (number|null);
                    accelMps2?: (number|null);
                    curvaturePerM?: (number|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.TrajectoryPoint.$Properties;
            }

            enum DrivingMode {
                DRIVING_MODE_UNSPECIFIED = 0,
                DRIVING_MODE_ENGAGED = 1,
                DRIVING_MODE_TAKEOVER_REQUEST = 2,
                DRIVING_MODE_MINIMUM_RISK = 3,
                DRIVING_MODE_DISENGAGED = 4
            }

            interface IScalar extends redrive.control.v1.Scalar.$Properties {
            }

            class Scalar {
                constructor(properties?: redrive.control.v1.Scalar.$Properties);
                $unknowns?: Uint8Array[];
                name: string;
                value: number;
                static encode(message: redrive.control.v1.Scalar.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Scalar & redrive.control.v1.Scalar.$Shape;
            }

            namespace Scalar {
                interface $Properties {
                    name?: string;
                    value?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Scalar.$Properties;
            }

            interface IAppliedCommand extends redrive.control.v1.AppliedCommand.$Properties {
            }

            class AppliedCommand {
                constructor(properties?: redrive.control.v1.AppliedCommand.$Properties);
                $unknowns?: Uint8Array[];
                fromTick: number;
                accelMps2: number;
                roadWheelAngleRad: number;
                clamped: boolean;
                held: boolean;
                static encode(message: redrive.control.v1.AppliedCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.AppliedCommand & redrive.control.v1.AppliedCommand.$Shape;
            }

            namespace AppliedCommand {
                interface $Properties {
                    fromTick?: number;
                    accelMps2?: number;
                    roadWheelAngleRad?: number;
                    clamped?: boolean;
                    held?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.AppliedCommand.$Properties;
            }

            interface IScenarioEnd extends redrive.control.v1.ScenarioEnd.$Properties {
            }

            class ScenarioEnd {
                constructor(properties?: redrive.control.v1.ScenarioEnd.$Properties);
                $unknowns?: Uint8Array[];
                reason: redrive.control.v1.EndReason;
                ticks: number;
                detail: string;
                static encode(message: redrive.control.v1.ScenarioEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.ScenarioEnd & redrive.control.v1.ScenarioEnd.$Shape;
            }

            namespace ScenarioEnd {
                interface $Properties {
                    reason?: redrive.control.v1.EndReason;
                    ticks?: number;
                    detail?: string;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.ScenarioEnd.$Properties;
            }

            enum EndReason {
                END_REASON_UNSPECIFIED = 0,
                END_REASON_COMPLETED = 1,
                END_REASON_GOAL = 2,
                END_REASON_STOP_CONDITION = 3,
                END_REASON_CONTACT = 4,
                END_REASON_OFF_MAP = 5,
                END_REASON_DISENGAGED = 6,
                END_REASON_MAX_TICKS = 7,
                END_REASON_NOT_TRIGGERED = 8,
                END_REASON_DIVERGED = 9,
                END_REASON_CONTROLLER_FAULT = 10,
                END_REASON_CONTROLLER_TIMEOUT = 11,
                END_REASON_ABORTED = 12,
                END_REASON_INPUT_ERROR = 13,
                END_REASON_HARNESS_ERROR = 14
            }

            interface IScenarioEndAck extends redrive.control.v1.ScenarioEndAck.$Properties {
            }

            class ScenarioEndAck {
                constructor(properties?: redrive.control.v1.ScenarioEndAck.$Properties);
                $unknowns?: Uint8Array[];
                metrics: { [k: string]: number };
                static encode(message: redrive.control.v1.ScenarioEndAck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.ScenarioEndAck & redrive.control.v1.ScenarioEndAck.$Shape;
            }

            namespace ScenarioEndAck {
                interface $Properties {
                    metrics?: { [k: string]: number };
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.ScenarioEndAck.$Properties;
            }

            interface IPing extends redrive.control.v1.Ping.$Properties {
            }

            class Ping {
                constructor(properties?: redrive.control.v1.Ping.$Properties);
                $unknowns?: Uint8Array[];
                nonce: number;
                harnessMonoNs: number;
                static encode(message: redrive.control.v1.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Ping & redrive.control.v1.Ping.$Shape;
            }

            namespace Ping {
                interface $Properties {
                    nonce?: number;
                    harnessMonoNs?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Ping.$Properties;
            }

            interface IPong extends redrive.control.v1.Pong.$Properties {
            }

            class Pong {
                constructor(properties?: redrive.control.v1.Pong.$Properties);
                $unknowns?: Uint8Array[];
                nonce: number;
                controllerMonoNs: number;
                static encode(message: redrive.control.v1.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Pong & redrive.control.v1.Pong.$Shape;
            }

            namespace Pong {
                interface $Properties {
                    nonce?: number;
                    controllerMonoNs?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Pong.$Properties;
            }

            interface IGoodbye extends redrive.control.v1.Goodbye.$Properties {
            }

            class Goodbye {
                constructor(properties?: redrive.control.v1.Goodbye.$Properties);
                $unknowns?: Uint8Array[];
                reason: string;
                static encode(message: redrive.control.v1.Goodbye.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Goodbye & redrive.control.v1.Goodbye.$Shape;
            }

            namespace Goodbye {
                interface $Properties {
                    reason?: string;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Goodbye.$Properties;
            }

            interface IFault extends redrive.control.v1.Fault.$Properties {
            }

            class Fault {
                constructor(properties?: redrive.control.v1.Fault.$Properties);
                $unknowns?: Uint8Array[];
                code: redrive.control.v1.FaultCode;
                message: string;
                tick: (number|null);
                fatal: boolean;
                static encode(message: redrive.control.v1.Fault.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.Fault & redrive.control.v1.Fault.$Shape;
            }

            namespace Fault {
                interface $Properties {
                    code?: redrive.control.v1.FaultCode;
                    message?: string;
                    tick?: (number|null);
                    fatal?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.Fault.$Properties;
            }

            enum FaultCode {
                FAULT_CODE_UNSPECIFIED = 0,
                FAULT_CODE_BAD_MAGIC = 1,
                FAULT_CODE_BAD_FRAME = 2,
                FAULT_CODE_FRAME_TOO_LARGE = 3,
                FAULT_CODE_UNSUPPORTED_VERSION = 4,
                FAULT_CODE_UNAUTHENTICATED = 5,
                FAULT_CODE_NO_COMMON_COMMAND_KIND = 6,
                FAULT_CODE_HANDSHAKE_TIMEOUT = 7,
                FAULT_CODE_UNEXPECTED_MESSAGE = 20,
                FAULT_CODE_UNKNOWN_SESSION = 21,
                FAULT_CODE_WRONG_TICK = 22,
                FAULT_CODE_DUPLICATE_COMMAND = 23,
                FAULT_CODE_INVALID_COMMAND = 24,
                FAULT_CODE_TIMEOUT = 25,
                FAULT_CODE_CONTROLLER_INTERNAL = 26,
                FAULT_CODE_HARNESS_INTERNAL = 27,
                FAULT_CODE_SCENARIO_UNSUPPORTED = 28,
                FAULT_CODE_DISCONNECTED = 29,
                FAULT_CODE_GOODBYE = 30
            }

            interface IVehicleReport extends redrive.control.v1.VehicleReport.$Properties {
            }

            class VehicleReport {
                constructor(properties?: redrive.control.v1.VehicleReport.$Properties);
                $unknowns?: Uint8Array[];
                controllerMonoNs: number;
                ego: redrive.control.v1.EgoState;
                positionSigmaM: (number|null);
                static encode(message: redrive.control.v1.VehicleReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.control.v1.VehicleReport & redrive.control.v1.VehicleReport.$Shape;
            }

            namespace VehicleReport {
                interface $Properties {
                    controllerMonoNs?: number;
                    ego?: redrive.control.v1.EgoState.$Properties;
                    positionSigmaM?: (number|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.control.v1.VehicleReport.$Properties;
            }
        }
    }
}
