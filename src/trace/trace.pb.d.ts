import * as $protobuf from "protobufjs";

export namespace redrive {

    namespace trace {

        namespace v1 {

            interface ITraceHeader extends redrive.trace.v1.TraceHeader.$Properties {
            }

            class TraceHeader {
                constructor(properties?: redrive.trace.v1.TraceHeader.$Properties);
                $unknowns?: Uint8Array[];
                traceVersion: number;
                scenarioId: string;
                variantId: string;
                parameters: redrive.trace.v1.Parameter[];
                dtSec: number;
                seed: number;
                observationEvery: number;
                egoIndex: number;
                actors: redrive.trace.v1.ActorHeader[];
                signalIds: string[];
                wheelbaseM: number;
                limits: redrive.trace.v1.Limits;
                road: redrive.trace.v1.Road;
                route: redrive.trace.v1.Line;
                goal: redrive.trace.v1.Goal;
                recorded: redrive.trace.v1.RecordedPath;
                frictionRatio: number;
                speedLimitMps: (number|null);
                specHash: string;
                driveHash: string;
                vehicleHash: string;
                stopLines: redrive.trace.v1.StopLines;
                static encode(message: redrive.trace.v1.TraceHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.TraceHeader & redrive.trace.v1.TraceHeader.$Shape;
            }

            namespace TraceHeader {
                interface $Properties {
                    traceVersion?: number;
                    scenarioId?: string;
                    variantId?: string;
                    parameters?: redrive.trace.v1.Parameter.$Properties[];
                    dtSec?: number;
                    seed?: number;
                    observationEvery?: number;
                    egoIndex?: number;
                    actors?: redrive.trace.v1.ActorHeader.$Properties[];
                    signalIds?: string[];
                    wheelbaseM?: number;
                    limits?: redrive.trace.v1.Limits.$Properties;
                    road?: redrive.trace.v1.Road.$Properties;
                    route?: redrive.trace.v1.Line.$Properties;
                    goal?: redrive.trace.v1.Goal.$Properties;
                    recorded?: redrive.trace.v1.RecordedPath.$Properties;
                    frictionRatio?: number;
                    speedLimitMps?: (number|null);
                    specHash?: string;
                    driveHash?: string;
                    vehicleHash?: string;
                    stopLines?: redrive.trace.v1.StopLines.$Properties;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.TraceHeader.$Properties;
            }

            interface IStopLines extends redrive.trace.v1.StopLines.$Properties {
            }

            class StopLines {
                constructor(properties?: redrive.trace.v1.StopLines.$Properties);
                $unknowns?: Uint8Array[];
                lines: redrive.trace.v1.StopLine[];
                static encode(message: redrive.trace.v1.StopLines.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.StopLines & redrive.trace.v1.StopLines.$Shape;
            }

            namespace StopLines {
                interface $Properties {
                    lines?: redrive.trace.v1.StopLine.$Properties[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.StopLines.$Properties;
            }

            interface IStopLine extends redrive.trace.v1.StopLine.$Properties {
            }

            class StopLine {
                constructor(properties?: redrive.trace.v1.StopLine.$Properties);
                $unknowns?: Uint8Array[];
                id: string;
                signal: number;
                lane: number;
                sM: number;
                leftXM: number;
                leftYM: number;
                rightXM: number;
                rightYM: number;
                static encode(message: redrive.trace.v1.StopLine.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.StopLine & redrive.trace.v1.StopLine.$Shape;
            }

            namespace StopLine {
                interface $Properties {
                    id?: string;
                    signal?: number;
                    lane?: number;
                    sM?: number;
                    leftXM?: number;
                    leftYM?: number;
                    rightXM?: number;
                    rightYM?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.StopLine.$Properties;
            }

            interface IParameter extends redrive.trace.v1.Parameter.$Properties {
            }

            class Parameter {
                constructor(properties?: redrive.trace.v1.Parameter.$Properties);
                $unknowns?: Uint8Array[];
                name: string;
                value: string;
                static encode(message: redrive.trace.v1.Parameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Parameter & redrive.trace.v1.Parameter.$Shape;
            }

            namespace Parameter {
                interface $Properties {
                    name?: string;
                    value?: string;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Parameter.$Properties;
            }

            interface IActorHeader extends redrive.trace.v1.ActorHeader.$Properties {
            }

            class ActorHeader {
                constructor(properties?: redrive.trace.v1.ActorHeader.$Properties);
                $unknowns?: Uint8Array[];
                id: number;
                name: string;
                cls: number;
                motion: string;
                lengthM: number;
                widthM: number;
                rearM: number;
                static encode(message: redrive.trace.v1.ActorHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.ActorHeader & redrive.trace.v1.ActorHeader.$Shape;
            }

            namespace ActorHeader {
                interface $Properties {
                    id?: number;
                    name?: string;
                    cls?: number;
                    motion?: string;
                    lengthM?: number;
                    widthM?: number;
                    rearM?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.ActorHeader.$Properties;
            }

            interface ILimits extends redrive.trace.v1.Limits.$Properties {
            }

            class Limits {
                constructor(properties?: redrive.trace.v1.Limits.$Properties);
                $unknowns?: Uint8Array[];
                maxRoadWheelRad: number;
                maxRoadWheelRateRadps: number;
                maxAccelMps2: number;
                maxDecelMps2: number;
                static encode(message: redrive.trace.v1.Limits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Limits & redrive.trace.v1.Limits.$Shape;
            }

            namespace Limits {
                interface $Properties {
                    maxRoadWheelRad?: number;
                    maxRoadWheelRateRadps?: number;
                    maxAccelMps2?: number;
                    maxDecelMps2?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Limits.$Properties;
            }

            interface ILine extends redrive.trace.v1.Line.$Properties {
            }

            class Line {
                constructor(properties?: redrive.trace.v1.Line.$Properties);
                $unknowns?: Uint8Array[];
                xM: number[];
                yM: number[];
                sM: number[];
                static encode(message: redrive.trace.v1.Line.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Line & redrive.trace.v1.Line.$Shape;
            }

            namespace Line {
                interface $Properties {
                    xM?: number[];
                    yM?: number[];
                    sM?: number[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Line.$Properties;
            }

            interface IRoad extends redrive.trace.v1.Road.$Properties {
            }

            class Road {
                constructor(properties?: redrive.trace.v1.Road.$Properties);
                $unknowns?: Uint8Array[];
                source: string;
                lanes: redrive.trace.v1.Lane[];
                static encode(message: redrive.trace.v1.Road.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Road & redrive.trace.v1.Road.$Shape;
            }

            namespace Road {
                interface $Properties {
                    source?: string;
                    lanes?: redrive.trace.v1.Lane.$Properties[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Road.$Properties;
            }

            interface ILane extends redrive.trace.v1.Lane.$Properties {
            }

            class Lane {
                constructor(properties?: redrive.trace.v1.Lane.$Properties);
                $unknowns?: Uint8Array[];
                id: string;
                type: string;
                centre: redrive.trace.v1.Line;
                left: redrive.trace.v1.Line;
                right: redrive.trace.v1.Line;
                successors: number[];
                predecessors: number[];
                leftLane: redrive.trace.v1.LaneSide;
                rightLane: redrive.trace.v1.LaneSide;
                speedLimitMps: (number|null);
                inJunction: (boolean|null);
                solidLeft: redrive.trace.v1.Stretches;
                solidRight: redrive.trace.v1.Stretches;
                static encode(message: redrive.trace.v1.Lane.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Lane & redrive.trace.v1.Lane.$Shape;
            }

            namespace Lane {
                interface $Properties {
                    id?: string;
                    type?: string;
                    centre?: redrive.trace.v1.Line.$Properties;
                    left?: redrive.trace.v1.Line.$Properties;
                    right?: redrive.trace.v1.Line.$Properties;
                    successors?: number[];
                    predecessors?: number[];
                    leftLane?: redrive.trace.v1.LaneSide.$Properties;
                    rightLane?: redrive.trace.v1.LaneSide.$Properties;
                    speedLimitMps?: (number|null);
                    inJunction?: (boolean|null);
                    solidLeft?: redrive.trace.v1.Stretches.$Properties;
                    solidRight?: redrive.trace.v1.Stretches.$Properties;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Lane.$Properties;
            }

            interface IStretches extends redrive.trace.v1.Stretches.$Properties {
            }

            class Stretches {
                constructor(properties?: redrive.trace.v1.Stretches.$Properties);
                $unknowns?: Uint8Array[];
                sM: number[];
                static encode(message: redrive.trace.v1.Stretches.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Stretches & redrive.trace.v1.Stretches.$Shape;
            }

            namespace Stretches {
                interface $Properties {
                    sM?: number[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Stretches.$Properties;
            }

            interface ILaneSide extends redrive.trace.v1.LaneSide.$Properties {
            }

            class LaneSide {
                constructor(properties?: redrive.trace.v1.LaneSide.$Properties);
                $unknowns?: Uint8Array[];
                lane: number;
                sameDirection: boolean;
                static encode(message: redrive.trace.v1.LaneSide.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.LaneSide & redrive.trace.v1.LaneSide.$Shape;
            }

            namespace LaneSide {
                interface $Properties {
                    lane?: number;
                    sameDirection?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.LaneSide.$Properties;
            }

            interface IGoal extends redrive.trace.v1.Goal.$Properties {
            }

            class Goal {
                constructor(properties?: redrive.trace.v1.Goal.$Properties);
                $unknowns?: Uint8Array[];
                sM: number;
                xM: number;
                yM: number;
                yawRad: number;
                static encode(message: redrive.trace.v1.Goal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Goal & redrive.trace.v1.Goal.$Shape;
            }

            namespace Goal {
                interface $Properties {
                    sM?: number;
                    xM?: number;
                    yM?: number;
                    yawRad?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Goal.$Properties;
            }

            interface IRecordedPath extends redrive.trace.v1.RecordedPath.$Properties {
            }

            class RecordedPath {
                constructor(properties?: redrive.trace.v1.RecordedPath.$Properties);
                $unknowns?: Uint8Array[];
                valid: Uint8Array;
                xM: number[];
                yM: number[];
                yawRad: number[];
                vLonMps: number[];
                static encode(message: redrive.trace.v1.RecordedPath.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.RecordedPath & redrive.trace.v1.RecordedPath.$Shape;
            }

            namespace RecordedPath {
                interface $Properties {
                    valid?: Uint8Array;
                    xM?: number[];
                    yM?: number[];
                    yawRad?: number[];
                    vLonMps?: number[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.RecordedPath.$Properties;
            }

            interface ITick extends redrive.trace.v1.Tick.$Properties {
            }

            class Tick {
                constructor(properties?: redrive.trace.v1.Tick.$Properties);
                $unknowns?: Uint8Array[];
                tick: number;
                ego: redrive.trace.v1.Ego;
                actors: redrive.trace.v1.Actors;
                command: redrive.trace.v1.RecordedCommand;
                applied: redrive.trace.v1.AppliedCommand;
                signalState: Uint8Array;
                lowFidelity: boolean;
                static encode(message: redrive.trace.v1.Tick.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Tick & redrive.trace.v1.Tick.$Shape;
            }

            namespace Tick {
                interface $Properties {
                    tick?: number;
                    ego?: redrive.trace.v1.Ego.$Properties;
                    actors?: redrive.trace.v1.Actors.$Properties;
                    command?: redrive.trace.v1.RecordedCommand.$Properties;
                    applied?: redrive.trace.v1.AppliedCommand.$Properties;
                    signalState?: Uint8Array;
                    lowFidelity?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Tick.$Properties;
            }

            interface IEgo extends redrive.trace.v1.Ego.$Properties {
            }

            class Ego {
                constructor(properties?: redrive.trace.v1.Ego.$Properties);
                $unknowns?: Uint8Array[];
                xM: number;
                yM: number;
                yawRad: number;
                vLonMps: number;
                vLatMps: number;
                yawRateRadps: number;
                aLonMps2: number;
                aLatMps2: number;
                roadWheelRad: number;
                static encode(message: redrive.trace.v1.Ego.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Ego & redrive.trace.v1.Ego.$Shape;
            }

            namespace Ego {
                interface $Properties {
                    xM?: number;
                    yM?: number;
                    yawRad?: number;
                    vLonMps?: number;
                    vLatMps?: number;
                    yawRateRadps?: number;
                    aLonMps2?: number;
                    aLatMps2?: number;
                    roadWheelRad?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Ego.$Properties;
            }

            interface IActors extends redrive.trace.v1.Actors.$Properties {
            }

            class Actors {
                constructor(properties?: redrive.trace.v1.Actors.$Properties);
                $unknowns?: Uint8Array[];
                present: Uint8Array;
                xM: number[];
                yM: number[];
                yawRad: number[];
                vxMps: number[];
                vyMps: number[];
                axMps2: number[];
                ayMps2: number[];
                yawRateRadps: number[];
                static encode(message: redrive.trace.v1.Actors.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.Actors & redrive.trace.v1.Actors.$Shape;
            }

            namespace Actors {
                interface $Properties {
                    present?: Uint8Array;
                    xM?: number[];
                    yM?: number[];
                    yawRad?: number[];
                    vxMps?: number[];
                    vyMps?: number[];
                    axMps2?: number[];
                    ayMps2?: number[];
                    yawRateRadps?: number[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.Actors.$Properties;
            }

            interface IRecordedCommand extends redrive.trace.v1.RecordedCommand.$Properties {
            }

            class RecordedCommand {
                constructor(properties?: redrive.trace.v1.RecordedCommand.$Properties);
                $unknowns?: Uint8Array[];
                fromTick: number;
                kind: number;
                accelMps2: number;
                roadWheelRad: number;
                curvaturePerM: number;
                usesCurvature: boolean;
                mode: number;
                static encode(message: redrive.trace.v1.RecordedCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.RecordedCommand & redrive.trace.v1.RecordedCommand.$Shape;
            }

            namespace RecordedCommand {
                interface $Properties {
                    fromTick?: number;
                    kind?: number;
                    accelMps2?: number;
                    roadWheelRad?: number;
                    curvaturePerM?: number;
                    usesCurvature?: boolean;
                    mode?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.RecordedCommand.$Properties;
            }

            interface IDebugScalars extends redrive.trace.v1.DebugScalars.$Properties {
            }

            class DebugScalars {
                constructor(properties?: redrive.trace.v1.DebugScalars.$Properties);
                $unknowns?: Uint8Array[];
                tick: number;
                scalars: redrive.trace.v1.DebugScalar[];
                static encode(message: redrive.trace.v1.DebugScalars.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.DebugScalars & redrive.trace.v1.DebugScalars.$Shape;
            }

            namespace DebugScalars {
                interface $Properties {
                    tick?: number;
                    scalars?: redrive.trace.v1.DebugScalar.$Properties[];
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.DebugScalars.$Properties;
            }

            interface IDebugScalar extends redrive.trace.v1.DebugScalar.$Properties {
            }

            class DebugScalar {
                constructor(properties?: redrive.trace.v1.DebugScalar.$Properties);
                $unknowns?: Uint8Array[];
                name: string;
                value: number;
                static encode(message: redrive.trace.v1.DebugScalar.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.DebugScalar & redrive.trace.v1.DebugScalar.$Shape;
            }

            namespace DebugScalar {
                interface $Properties {
                    name?: string;
                    value?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.DebugScalar.$Properties;
            }

            interface IAppliedCommand extends redrive.trace.v1.AppliedCommand.$Properties {
            }

            class AppliedCommand {
                constructor(properties?: redrive.trace.v1.AppliedCommand.$Properties);
                $unknowns?: Uint8Array[];
                fromTick: number;
                kind: number;
                accelMps2: number;
                roadWheelRad: number;
                clamped: boolean;
                held: boolean;
                static encode(message: redrive.trace.v1.AppliedCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.AppliedCommand & redrive.trace.v1.AppliedCommand.$Shape;
            }

            namespace AppliedCommand {
                interface $Properties {
                    fromTick?: number;
                    kind?: number;
                    accelMps2?: number;
                    roadWheelRad?: number;
                    clamped?: boolean;
                    held?: boolean;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.AppliedCommand.$Properties;
            }

            interface IRunEnd extends redrive.trace.v1.RunEnd.$Properties {
            }

            class RunEnd {
                constructor(properties?: redrive.trace.v1.RunEnd.$Properties);
                $unknowns?: Uint8Array[];
                reason: string;
                tick: number;
                detail: string;
                hash: string;
                droppedFrames: number;
                droppedScalars: number;
                static encode(message: redrive.trace.v1.RunEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): redrive.trace.v1.RunEnd & redrive.trace.v1.RunEnd.$Shape;
            }

            namespace RunEnd {
                interface $Properties {
                    reason?: string;
                    tick?: number;
                    detail?: string;
                    hash?: string;
                    droppedFrames?: number;
                    droppedScalars?: number;
                    $unknowns?: Uint8Array[];
                }
                type $Shape = redrive.trace.v1.RunEnd.$Properties;
            }
        }
    }
}
