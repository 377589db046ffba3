/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["redrive_trace_v1"] || ($protobuf.roots["redrive_trace_v1"] = {});

export const redrive = $root.redrive = (() => {

    const redrive = {};

    redrive.trace = (function() {

        const trace = {};

        trace.v1 = (function() {

            const v1 = {};

            v1.TraceHeader = (function() {

                const TraceHeader = function (properties) {
                    this.parameters = [];
                    this.actors = [];
                    this.signalIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                TraceHeader.prototype.traceVersion = 0;
                TraceHeader.prototype.scenarioId = "";
                TraceHeader.prototype.variantId = "";
                TraceHeader.prototype.parameters = $util.emptyArray;
                TraceHeader.prototype.dtSec = 0;
                TraceHeader.prototype.seed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                TraceHeader.prototype.observationEvery = 0;
                TraceHeader.prototype.egoIndex = 0;
                TraceHeader.prototype.actors = $util.emptyArray;
                TraceHeader.prototype.signalIds = $util.emptyArray;
                TraceHeader.prototype.wheelbaseM = 0;
                TraceHeader.prototype.limits = null;
                TraceHeader.prototype.road = null;
                TraceHeader.prototype.route = null;
                TraceHeader.prototype.goal = null;
                TraceHeader.prototype.recorded = null;
                TraceHeader.prototype.frictionRatio = 0;
                TraceHeader.prototype.speedLimitMps = null;
                TraceHeader.prototype.specHash = "";
                TraceHeader.prototype.driveHash = "";
                TraceHeader.prototype.vehicleHash = "";
                TraceHeader.prototype.stopLines = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TraceHeader.prototype, "_speedLimitMps", {
                    get: $util.oneOfGetter($oneOfFields = ["speedLimitMps"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                TraceHeader.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.traceVersion != null && $Object.hasOwnProperty.call(message, "traceVersion") && message.traceVersion !== 0)
                        writer.uint32(8).uint32(message.traceVersion);
                    if (message.scenarioId != null && $Object.hasOwnProperty.call(message, "scenarioId") && message.scenarioId !== "")
                        writer.uint32(18).string(message.scenarioId);
                    if (message.variantId != null && $Object.hasOwnProperty.call(message, "variantId") && message.variantId !== "")
                        writer.uint32(26).string(message.variantId);
                    if (message.parameters != null && message.parameters.length)
                        for (let i = 0; i < message.parameters.length; ++i)
                            $root.redrive.trace.v1.Parameter.encode(message.parameters[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.dtSec != null && $Object.hasOwnProperty.call(message, "dtSec") && !$Object.is(message.dtSec, 0))
                        writer.uint32(41).double(message.dtSec);
                    if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && (typeof message.seed === "object" ? message.seed.low || message.seed.high : message.seed !== 0))
                        writer.uint32(48).uint64(message.seed);
                    if (message.observationEvery != null && $Object.hasOwnProperty.call(message, "observationEvery") && message.observationEvery !== 0)
                        writer.uint32(56).uint32(message.observationEvery);
                    if (message.egoIndex != null && $Object.hasOwnProperty.call(message, "egoIndex") && message.egoIndex !== 0)
                        writer.uint32(64).uint32(message.egoIndex);
                    if (message.actors != null && message.actors.length)
                        for (let i = 0; i < message.actors.length; ++i)
                            $root.redrive.trace.v1.ActorHeader.encode(message.actors[i], writer.uint32(74).fork(), _depth + 1).ldelim();
                    if (message.signalIds != null && message.signalIds.length)
                        for (let i = 0; i < message.signalIds.length; ++i)
                            writer.uint32(82).string(message.signalIds[i]);
                    if (message.wheelbaseM != null && $Object.hasOwnProperty.call(message, "wheelbaseM") && !$Object.is(message.wheelbaseM, 0))
                        writer.uint32(89).double(message.wheelbaseM);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.redrive.trace.v1.Limits.encode(message.limits, writer.uint32(98).fork(), _depth + 1).ldelim();
                    if (message.road != null && $Object.hasOwnProperty.call(message, "road"))
                        $root.redrive.trace.v1.Road.encode(message.road, writer.uint32(106).fork(), _depth + 1).ldelim();
                    if (message.route != null && $Object.hasOwnProperty.call(message, "route"))
                        $root.redrive.trace.v1.Line.encode(message.route, writer.uint32(114).fork(), _depth + 1).ldelim();
                    if (message.goal != null && $Object.hasOwnProperty.call(message, "goal"))
                        $root.redrive.trace.v1.Goal.encode(message.goal, writer.uint32(122).fork(), _depth + 1).ldelim();
                    if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded"))
                        $root.redrive.trace.v1.RecordedPath.encode(message.recorded, writer.uint32(130).fork(), _depth + 1).ldelim();
                    if (message.frictionRatio != null && $Object.hasOwnProperty.call(message, "frictionRatio") && !$Object.is(message.frictionRatio, 0))
                        writer.uint32(137).double(message.frictionRatio);
                    if (message.speedLimitMps != null && $Object.hasOwnProperty.call(message, "speedLimitMps"))
                        writer.uint32(145).double(message.speedLimitMps);
                    if (message.specHash != null && $Object.hasOwnProperty.call(message, "specHash") && message.specHash !== "")
                        writer.uint32(154).string(message.specHash);
                    if (message.driveHash != null && $Object.hasOwnProperty.call(message, "driveHash") && message.driveHash !== "")
                        writer.uint32(162).string(message.driveHash);
                    if (message.vehicleHash != null && $Object.hasOwnProperty.call(message, "vehicleHash") && message.vehicleHash !== "")
                        writer.uint32(170).string(message.vehicleHash);
                    if (message.stopLines != null && $Object.hasOwnProperty.call(message, "stopLines"))
                        $root.redrive.trace.v1.StopLines.encode(message.stopLines, writer.uint32(178).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                TraceHeader.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.TraceHeader();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.traceVersion = value;
                                else
                                    delete message.traceVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.scenarioId = value;
                                else
                                    delete message.scenarioId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.variantId = value;
                                else
                                    delete message.variantId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.parameters && message.parameters.length))
                                    message.parameters = [];
                                message.parameters.push($root.redrive.trace.v1.Parameter.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.dtSec = value;
                                else
                                    delete message.dtSec;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seed = value;
                                else
                                    delete message.seed;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.observationEvery = value;
                                else
                                    delete message.observationEvery;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.egoIndex = value;
                                else
                                    delete message.egoIndex;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.actors && message.actors.length))
                                    message.actors = [];
                                message.actors.push($root.redrive.trace.v1.ActorHeader.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.signalIds && message.signalIds.length))
                                    message.signalIds = [];
                                message.signalIds.push(reader.stringVerify());
                                continue;
                            }
                        case 11: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.wheelbaseM = value;
                                else
                                    delete message.wheelbaseM;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.redrive.trace.v1.Limits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.road = $root.redrive.trace.v1.Road.decode(reader, reader.size(), $undefined, _depth + 1, message.road);
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.route = $root.redrive.trace.v1.Line.decode(reader, reader.size(), $undefined, _depth + 1, message.route);
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.goal = $root.redrive.trace.v1.Goal.decode(reader, reader.size(), $undefined, _depth + 1, message.goal);
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.recorded = $root.redrive.trace.v1.RecordedPath.decode(reader, reader.size(), $undefined, _depth + 1, message.recorded);
                                continue;
                            }
                        case 17: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.frictionRatio = value;
                                else
                                    delete message.frictionRatio;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 1)
                                    break;
                                message.speedLimitMps = reader.double();
                                message._speedLimitMps = "speedLimitMps";
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.specHash = value;
                                else
                                    delete message.specHash;
                                continue;
                            }
                        case 20: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.driveHash = value;
                                else
                                    delete message.driveHash;
                                continue;
                            }
                        case 21: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.vehicleHash = value;
                                else
                                    delete message.vehicleHash;
                                continue;
                            }
                        case 22: {
                                if (wireType !== 2)
                                    break;
                                message.stopLines = $root.redrive.trace.v1.StopLines.decode(reader, reader.size(), $undefined, _depth + 1, message.stopLines);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return TraceHeader;
            })();

            v1.StopLines = (function() {

                const StopLines = function (properties) {
                    this.lines = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                StopLines.prototype.lines = $util.emptyArray;

                StopLines.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.lines != null && message.lines.length)
                        for (let i = 0; i < message.lines.length; ++i)
                            $root.redrive.trace.v1.StopLine.encode(message.lines[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                StopLines.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.StopLines();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.lines && message.lines.length))
                                    message.lines = [];
                                message.lines.push($root.redrive.trace.v1.StopLine.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StopLines;
            })();

            v1.StopLine = (function() {

                const StopLine = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                StopLine.prototype.id = "";
                StopLine.prototype.signal = 0;
                StopLine.prototype.lane = 0;
                StopLine.prototype.sM = 0;
                StopLine.prototype.leftXM = 0;
                StopLine.prototype.leftYM = 0;
                StopLine.prototype.rightXM = 0;
                StopLine.prototype.rightYM = 0;

                StopLine.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(10).string(message.id);
                    if (message.signal != null && $Object.hasOwnProperty.call(message, "signal") && message.signal !== 0)
                        writer.uint32(16).int32(message.signal);
                    if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                        writer.uint32(24).uint32(message.lane);
                    if (message.sM != null && $Object.hasOwnProperty.call(message, "sM") && !$Object.is(message.sM, 0))
                        writer.uint32(33).double(message.sM);
                    if (message.leftXM != null && $Object.hasOwnProperty.call(message, "leftXM") && !$Object.is(message.leftXM, 0))
                        writer.uint32(41).double(message.leftXM);
                    if (message.leftYM != null && $Object.hasOwnProperty.call(message, "leftYM") && !$Object.is(message.leftYM, 0))
                        writer.uint32(49).double(message.leftYM);
                    if (message.rightXM != null && $Object.hasOwnProperty.call(message, "rightXM") && !$Object.is(message.rightXM, 0))
                        writer.uint32(57).double(message.rightXM);
                    if (message.rightYM != null && $Object.hasOwnProperty.call(message, "rightYM") && !$Object.is(message.rightYM, 0))
                        writer.uint32(65).double(message.rightYM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                StopLine.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.StopLine();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.signal = value;
                                else
                                    delete message.signal;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.lane = value;
                                else
                                    delete message.lane;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.sM = value;
                                else
                                    delete message.sM;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.leftXM = value;
                                else
                                    delete message.leftXM;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.leftYM = value;
                                else
                                    delete message.leftYM;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.rightXM = value;
                                else
                                    delete message.rightXM;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.rightYM = value;
                                else
                                    delete message.rightYM;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StopLine;
            })();

            v1.Parameter = (function() {

                const Parameter = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Parameter.prototype.name = "";
                Parameter.prototype.value = "";

                Parameter.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(10).string(message.name);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                        writer.uint32(18).string(message.value);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Parameter.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Parameter();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Parameter;
            })();

            v1.ActorHeader = (function() {

                const ActorHeader = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ActorHeader.prototype.id = 0;
                ActorHeader.prototype.name = "";
                ActorHeader.prototype.cls = 0;
                ActorHeader.prototype.motion = "";
                ActorHeader.prototype.lengthM = 0;
                ActorHeader.prototype.widthM = 0;
                ActorHeader.prototype.rearM = 0;

                ActorHeader.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(8).int32(message.id);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(18).string(message.name);
                    if (message.cls != null && $Object.hasOwnProperty.call(message, "cls") && message.cls !== 0)
                        writer.uint32(24).uint32(message.cls);
                    if (message.motion != null && $Object.hasOwnProperty.call(message, "motion") && message.motion !== "")
                        writer.uint32(34).string(message.motion);
                    if (message.lengthM != null && $Object.hasOwnProperty.call(message, "lengthM") && !$Object.is(message.lengthM, 0))
                        writer.uint32(41).double(message.lengthM);
                    if (message.widthM != null && $Object.hasOwnProperty.call(message, "widthM") && !$Object.is(message.widthM, 0))
                        writer.uint32(49).double(message.widthM);
                    if (message.rearM != null && $Object.hasOwnProperty.call(message, "rearM") && !$Object.is(message.rearM, 0))
                        writer.uint32(57).double(message.rearM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ActorHeader.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.ActorHeader();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.cls = value;
                                else
                                    delete message.cls;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.motion = value;
                                else
                                    delete message.motion;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.lengthM = value;
                                else
                                    delete message.lengthM;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.widthM = value;
                                else
                                    delete message.widthM;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.rearM = value;
                                else
                                    delete message.rearM;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ActorHeader;
            })();

            v1.Limits = (function() {

                const Limits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Limits.prototype.maxRoadWheelRad = 0;
                Limits.prototype.maxRoadWheelRateRadps = 0;
                Limits.prototype.maxAccelMps2 = 0;
                Limits.prototype.maxDecelMps2 = 0;

                Limits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxRoadWheelRad != null && $Object.hasOwnProperty.call(message, "maxRoadWheelRad") && !$Object.is(message.maxRoadWheelRad, 0))
                        writer.uint32(9).double(message.maxRoadWheelRad);
                    if (message.maxRoadWheelRateRadps != null && $Object.hasOwnProperty.call(message, "maxRoadWheelRateRadps") && !$Object.is(message.maxRoadWheelRateRadps, 0))
                        writer.uint32(17).double(message.maxRoadWheelRateRadps);
                    if (message.maxAccelMps2 != null && $Object.hasOwnProperty.call(message, "maxAccelMps2") && !$Object.is(message.maxAccelMps2, 0))
                        writer.uint32(25).double(message.maxAccelMps2);
                    if (message.maxDecelMps2 != null && $Object.hasOwnProperty.call(message, "maxDecelMps2") && !$Object.is(message.maxDecelMps2, 0))
                        writer.uint32(33).double(message.maxDecelMps2);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Limits.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Limits();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxRoadWheelRad = value;
                                else
                                    delete message.maxRoadWheelRad;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxRoadWheelRateRadps = value;
                                else
                                    delete message.maxRoadWheelRateRadps;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxAccelMps2 = value;
                                else
                                    delete message.maxAccelMps2;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxDecelMps2 = value;
                                else
                                    delete message.maxDecelMps2;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Limits;
            })();

            v1.Line = (function() {

                const Line = function (properties) {
                    this.xM = [];
                    this.yM = [];
                    this.sM = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Line.prototype.xM = $util.emptyArray;
                Line.prototype.yM = $util.emptyArray;
                Line.prototype.sM = $util.emptyArray;

                Line.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.xM != null && message.xM.length)
                        writer.uint32(10).doubles(message.xM);
                    if (message.yM != null && message.yM.length)
                        writer.uint32(18).doubles(message.yM);
                    if (message.sM != null && message.sM.length)
                        writer.uint32(26).doubles(message.sM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Line.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Line();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.xM && message.xM.length))
                                        message.xM = [];
                                    reader.doubles(message.xM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.xM && message.xM.length))
                                    message.xM = [];
                                message.xM.push(reader.double());
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.yM && message.yM.length))
                                        message.yM = [];
                                    reader.doubles(message.yM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.yM && message.yM.length))
                                    message.yM = [];
                                message.yM.push(reader.double());
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.sM && message.sM.length))
                                        message.sM = [];
                                    reader.doubles(message.sM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.sM && message.sM.length))
                                    message.sM = [];
                                message.sM.push(reader.double());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Line;
            })();

            v1.Road = (function() {

                const Road = function (properties) {
                    this.lanes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Road.prototype.source = "";
                Road.prototype.lanes = $util.emptyArray;

                Road.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                        writer.uint32(10).string(message.source);
                    if (message.lanes != null && message.lanes.length)
                        for (let i = 0; i < message.lanes.length; ++i)
                            $root.redrive.trace.v1.Lane.encode(message.lanes[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Road.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Road();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.source = value;
                                else
                                    delete message.source;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.lanes && message.lanes.length))
                                    message.lanes = [];
                                message.lanes.push($root.redrive.trace.v1.Lane.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Road;
            })();

            v1.Lane = (function() {

                const Lane = function (properties) {
                    this.successors = [];
                    this.predecessors = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Lane.prototype.id = "";
                Lane.prototype.type = "";
                Lane.prototype.centre = null;
                Lane.prototype.left = null;
                Lane.prototype.right = null;
                Lane.prototype.successors = $util.emptyArray;
                Lane.prototype.predecessors = $util.emptyArray;
                Lane.prototype.leftLane = null;
                Lane.prototype.rightLane = null;
                Lane.prototype.speedLimitMps = null;
                Lane.prototype.inJunction = null;
                Lane.prototype.solidLeft = null;
                Lane.prototype.solidRight = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Lane.prototype, "_speedLimitMps", {
                    get: $util.oneOfGetter($oneOfFields = ["speedLimitMps"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Lane.prototype, "_inJunction", {
                    get: $util.oneOfGetter($oneOfFields = ["inJunction"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Lane.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(10).string(message.id);
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                        writer.uint32(18).string(message.type);
                    if (message.centre != null && $Object.hasOwnProperty.call(message, "centre"))
                        $root.redrive.trace.v1.Line.encode(message.centre, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.left != null && $Object.hasOwnProperty.call(message, "left"))
                        $root.redrive.trace.v1.Line.encode(message.left, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.right != null && $Object.hasOwnProperty.call(message, "right"))
                        $root.redrive.trace.v1.Line.encode(message.right, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.successors != null && message.successors.length)
                        writer.uint32(50).uint32s(message.successors);
                    if (message.predecessors != null && message.predecessors.length)
                        writer.uint32(58).uint32s(message.predecessors);
                    if (message.leftLane != null && $Object.hasOwnProperty.call(message, "leftLane"))
                        $root.redrive.trace.v1.LaneSide.encode(message.leftLane, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.rightLane != null && $Object.hasOwnProperty.call(message, "rightLane"))
                        $root.redrive.trace.v1.LaneSide.encode(message.rightLane, writer.uint32(74).fork(), _depth + 1).ldelim();
                    if (message.speedLimitMps != null && $Object.hasOwnProperty.call(message, "speedLimitMps"))
                        writer.uint32(81).double(message.speedLimitMps);
                    if (message.inJunction != null && $Object.hasOwnProperty.call(message, "inJunction"))
                        writer.uint32(88).bool(message.inJunction);
                    if (message.solidLeft != null && $Object.hasOwnProperty.call(message, "solidLeft"))
                        $root.redrive.trace.v1.Stretches.encode(message.solidLeft, writer.uint32(98).fork(), _depth + 1).ldelim();
                    if (message.solidRight != null && $Object.hasOwnProperty.call(message, "solidRight"))
                        $root.redrive.trace.v1.Stretches.encode(message.solidRight, writer.uint32(106).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Lane.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Lane();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.centre = $root.redrive.trace.v1.Line.decode(reader, reader.size(), $undefined, _depth + 1, message.centre);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.left = $root.redrive.trace.v1.Line.decode(reader, reader.size(), $undefined, _depth + 1, message.left);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.right = $root.redrive.trace.v1.Line.decode(reader, reader.size(), $undefined, _depth + 1, message.right);
                                continue;
                            }
                        case 6: {
                                if (wireType === 2) {
                                    if (!(message.successors && message.successors.length))
                                        message.successors = [];
                                    reader.uint32s(message.successors);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.successors && message.successors.length))
                                    message.successors = [];
                                message.successors.push(reader.uint32());
                                continue;
                            }
                        case 7: {
                                if (wireType === 2) {
                                    if (!(message.predecessors && message.predecessors.length))
                                        message.predecessors = [];
                                    reader.uint32s(message.predecessors);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.predecessors && message.predecessors.length))
                                    message.predecessors = [];
                                message.predecessors.push(reader.uint32());
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.leftLane = $root.redrive.trace.v1.LaneSide.decode(reader, reader.size(), $undefined, _depth + 1, message.leftLane);
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.rightLane = $root.redrive.trace.v1.LaneSide.decode(reader, reader.size(), $undefined, _depth + 1, message.rightLane);
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                message.speedLimitMps = reader.double();
                                message._speedLimitMps = "speedLimitMps";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                message.inJunction = reader.bool();
                                message._inJunction = "inJunction";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.solidLeft = $root.redrive.trace.v1.Stretches.decode(reader, reader.size(), $undefined, _depth + 1, message.solidLeft);
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.solidRight = $root.redrive.trace.v1.Stretches.decode(reader, reader.size(), $undefined, _depth + 1, message.solidRight);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Lane;
            })();

            v1.Stretches = (function() {

                const Stretches = function (properties) {
                    this.sM = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Stretches.prototype.sM = $util.emptyArray;

                Stretches.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sM != null && message.sM.length)
                        writer.uint32(10).doubles(message.sM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Stretches.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Stretches();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.sM && message.sM.length))
                                        message.sM = [];
                                    reader.doubles(message.sM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.sM && message.sM.length))
                                    message.sM = [];
                                message.sM.push(reader.double());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Stretches;
            })();

            v1.LaneSide = (function() {

                const LaneSide = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LaneSide.prototype.lane = 0;
                LaneSide.prototype.sameDirection = false;

                LaneSide.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                        writer.uint32(8).uint32(message.lane);
                    if (message.sameDirection != null && $Object.hasOwnProperty.call(message, "sameDirection") && message.sameDirection !== false)
                        writer.uint32(16).bool(message.sameDirection);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LaneSide.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.LaneSide();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.lane = value;
                                else
                                    delete message.lane;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.sameDirection = value;
                                else
                                    delete message.sameDirection;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LaneSide;
            })();

            v1.Goal = (function() {

                const Goal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Goal.prototype.sM = 0;
                Goal.prototype.xM = 0;
                Goal.prototype.yM = 0;
                Goal.prototype.yawRad = 0;

                Goal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sM != null && $Object.hasOwnProperty.call(message, "sM") && !$Object.is(message.sM, 0))
                        writer.uint32(9).double(message.sM);
                    if (message.xM != null && $Object.hasOwnProperty.call(message, "xM") && !$Object.is(message.xM, 0))
                        writer.uint32(17).double(message.xM);
                    if (message.yM != null && $Object.hasOwnProperty.call(message, "yM") && !$Object.is(message.yM, 0))
                        writer.uint32(25).double(message.yM);
                    if (message.yawRad != null && $Object.hasOwnProperty.call(message, "yawRad") && !$Object.is(message.yawRad, 0))
                        writer.uint32(33).double(message.yawRad);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Goal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Goal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.sM = value;
                                else
                                    delete message.sM;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.xM = value;
                                else
                                    delete message.xM;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.yM = value;
                                else
                                    delete message.yM;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.yawRad = value;
                                else
                                    delete message.yawRad;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Goal;
            })();

            v1.RecordedPath = (function() {

                const RecordedPath = function (properties) {
                    this.xM = [];
                    this.yM = [];
                    this.yawRad = [];
                    this.vLonMps = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RecordedPath.prototype.valid = $util.newBuffer([]);
                RecordedPath.prototype.xM = $util.emptyArray;
                RecordedPath.prototype.yM = $util.emptyArray;
                RecordedPath.prototype.yawRad = $util.emptyArray;
                RecordedPath.prototype.vLonMps = $util.emptyArray;

                RecordedPath.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.valid != null && $Object.hasOwnProperty.call(message, "valid") && message.valid.length)
                        writer.uint32(10).bytes(message.valid);
                    if (message.xM != null && message.xM.length)
                        writer.uint32(18).doubles(message.xM);
                    if (message.yM != null && message.yM.length)
                        writer.uint32(26).doubles(message.yM);
                    if (message.yawRad != null && message.yawRad.length)
                        writer.uint32(34).doubles(message.yawRad);
                    if (message.vLonMps != null && message.vLonMps.length)
                        writer.uint32(42).doubles(message.vLonMps);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RecordedPath.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.RecordedPath();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.valid = value;
                                else
                                    delete message.valid;
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.xM && message.xM.length))
                                        message.xM = [];
                                    reader.doubles(message.xM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.xM && message.xM.length))
                                    message.xM = [];
                                message.xM.push(reader.double());
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.yM && message.yM.length))
                                        message.yM = [];
                                    reader.doubles(message.yM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.yM && message.yM.length))
                                    message.yM = [];
                                message.yM.push(reader.double());
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.yawRad && message.yawRad.length))
                                        message.yawRad = [];
                                    reader.doubles(message.yawRad);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.yawRad && message.yawRad.length))
                                    message.yawRad = [];
                                message.yawRad.push(reader.double());
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.vLonMps && message.vLonMps.length))
                                        message.vLonMps = [];
                                    reader.doubles(message.vLonMps);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.vLonMps && message.vLonMps.length))
                                    message.vLonMps = [];
                                message.vLonMps.push(reader.double());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RecordedPath;
            })();

            v1.Tick = (function() {

                const Tick = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Tick.prototype.tick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Tick.prototype.ego = null;
                Tick.prototype.actors = null;
                Tick.prototype.command = null;
                Tick.prototype.applied = null;
                Tick.prototype.signalState = $util.newBuffer([]);
                Tick.prototype.lowFidelity = false;

                Tick.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tick != null && $Object.hasOwnProperty.call(message, "tick") && (typeof message.tick === "object" ? message.tick.low || message.tick.high : message.tick !== 0))
                        writer.uint32(8).uint64(message.tick);
                    if (message.ego != null && $Object.hasOwnProperty.call(message, "ego"))
                        $root.redrive.trace.v1.Ego.encode(message.ego, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.actors != null && $Object.hasOwnProperty.call(message, "actors"))
                        $root.redrive.trace.v1.Actors.encode(message.actors, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                        $root.redrive.trace.v1.RecordedCommand.encode(message.command, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.applied != null && $Object.hasOwnProperty.call(message, "applied"))
                        $root.redrive.trace.v1.AppliedCommand.encode(message.applied, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.signalState != null && $Object.hasOwnProperty.call(message, "signalState") && message.signalState.length)
                        writer.uint32(50).bytes(message.signalState);
                    if (message.lowFidelity != null && $Object.hasOwnProperty.call(message, "lowFidelity") && message.lowFidelity !== false)
                        writer.uint32(56).bool(message.lowFidelity);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Tick.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Tick();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tick = value;
                                else
                                    delete message.tick;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.ego = $root.redrive.trace.v1.Ego.decode(reader, reader.size(), $undefined, _depth + 1, message.ego);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.actors = $root.redrive.trace.v1.Actors.decode(reader, reader.size(), $undefined, _depth + 1, message.actors);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.command = $root.redrive.trace.v1.RecordedCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.applied = $root.redrive.trace.v1.AppliedCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.applied);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signalState = value;
                                else
                                    delete message.signalState;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.lowFidelity = value;
                                else
                                    delete message.lowFidelity;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Tick;
            })();

            v1.Ego = (function() {

                const Ego = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Ego.prototype.xM = 0;
                Ego.prototype.yM = 0;
                Ego.prototype.yawRad = 0;
                Ego.prototype.vLonMps = 0;
                Ego.prototype.vLatMps = 0;
                Ego.prototype.yawRateRadps = 0;
                Ego.prototype.aLonMps2 = 0;
                Ego.prototype.aLatMps2 = 0;
                Ego.prototype.roadWheelRad = 0;

                Ego.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.xM != null && $Object.hasOwnProperty.call(message, "xM") && !$Object.is(message.xM, 0))
                        writer.uint32(9).double(message.xM);
                    if (message.yM != null && $Object.hasOwnProperty.call(message, "yM") && !$Object.is(message.yM, 0))
                        writer.uint32(17).double(message.yM);
                    if (message.yawRad != null && $Object.hasOwnProperty.call(message, "yawRad") && !$Object.is(message.yawRad, 0))
                        writer.uint32(25).double(message.yawRad);
                    if (message.vLonMps != null && $Object.hasOwnProperty.call(message, "vLonMps") && !$Object.is(message.vLonMps, 0))
                        writer.uint32(33).double(message.vLonMps);
                    if (message.vLatMps != null && $Object.hasOwnProperty.call(message, "vLatMps") && !$Object.is(message.vLatMps, 0))
                        writer.uint32(41).double(message.vLatMps);
                    if (message.yawRateRadps != null && $Object.hasOwnProperty.call(message, "yawRateRadps") && !$Object.is(message.yawRateRadps, 0))
                        writer.uint32(49).double(message.yawRateRadps);
                    if (message.aLonMps2 != null && $Object.hasOwnProperty.call(message, "aLonMps2") && !$Object.is(message.aLonMps2, 0))
                        writer.uint32(57).double(message.aLonMps2);
                    if (message.aLatMps2 != null && $Object.hasOwnProperty.call(message, "aLatMps2") && !$Object.is(message.aLatMps2, 0))
                        writer.uint32(65).double(message.aLatMps2);
                    if (message.roadWheelRad != null && $Object.hasOwnProperty.call(message, "roadWheelRad") && !$Object.is(message.roadWheelRad, 0))
                        writer.uint32(73).double(message.roadWheelRad);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Ego.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Ego();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.xM = value;
                                else
                                    delete message.xM;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.yM = value;
                                else
                                    delete message.yM;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.yawRad = value;
                                else
                                    delete message.yawRad;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.vLonMps = value;
                                else
                                    delete message.vLonMps;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.vLatMps = value;
                                else
                                    delete message.vLatMps;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.yawRateRadps = value;
                                else
                                    delete message.yawRateRadps;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.aLonMps2 = value;
                                else
                                    delete message.aLonMps2;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.aLatMps2 = value;
                                else
                                    delete message.aLatMps2;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.roadWheelRad = value;
                                else
                                    delete message.roadWheelRad;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Ego;
            })();

            v1.Actors = (function() {

                const Actors = function (properties) {
                    this.xM = [];
                    this.yM = [];
                    this.yawRad = [];
                    this.vxMps = [];
                    this.vyMps = [];
                    this.axMps2 = [];
                    this.ayMps2 = [];
                    this.yawRateRadps = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Actors.prototype.present = $util.newBuffer([]);
                Actors.prototype.xM = $util.emptyArray;
                Actors.prototype.yM = $util.emptyArray;
                Actors.prototype.yawRad = $util.emptyArray;
                Actors.prototype.vxMps = $util.emptyArray;
                Actors.prototype.vyMps = $util.emptyArray;
                Actors.prototype.axMps2 = $util.emptyArray;
                Actors.prototype.ayMps2 = $util.emptyArray;
                Actors.prototype.yawRateRadps = $util.emptyArray;

                Actors.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.present != null && $Object.hasOwnProperty.call(message, "present") && message.present.length)
                        writer.uint32(10).bytes(message.present);
                    if (message.xM != null && message.xM.length)
                        writer.uint32(18).doubles(message.xM);
                    if (message.yM != null && message.yM.length)
                        writer.uint32(26).doubles(message.yM);
                    if (message.yawRad != null && message.yawRad.length)
                        writer.uint32(34).doubles(message.yawRad);
                    if (message.vxMps != null && message.vxMps.length)
                        writer.uint32(42).doubles(message.vxMps);
                    if (message.vyMps != null && message.vyMps.length)
                        writer.uint32(50).doubles(message.vyMps);
                    if (message.axMps2 != null && message.axMps2.length)
                        writer.uint32(58).doubles(message.axMps2);
                    if (message.ayMps2 != null && message.ayMps2.length)
                        writer.uint32(66).doubles(message.ayMps2);
                    if (message.yawRateRadps != null && message.yawRateRadps.length)
                        writer.uint32(74).doubles(message.yawRateRadps);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Actors.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.Actors();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.present = value;
                                else
                                    delete message.present;
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.xM && message.xM.length))
                                        message.xM = [];
                                    reader.doubles(message.xM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.xM && message.xM.length))
                                    message.xM = [];
                                message.xM.push(reader.double());
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.yM && message.yM.length))
                                        message.yM = [];
                                    reader.doubles(message.yM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.yM && message.yM.length))
                                    message.yM = [];
                                message.yM.push(reader.double());
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.yawRad && message.yawRad.length))
                                        message.yawRad = [];
                                    reader.doubles(message.yawRad);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.yawRad && message.yawRad.length))
                                    message.yawRad = [];
                                message.yawRad.push(reader.double());
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.vxMps && message.vxMps.length))
                                        message.vxMps = [];
                                    reader.doubles(message.vxMps);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.vxMps && message.vxMps.length))
                                    message.vxMps = [];
                                message.vxMps.push(reader.double());
                                continue;
                            }
                        case 6: {
                                if (wireType === 2) {
                                    if (!(message.vyMps && message.vyMps.length))
                                        message.vyMps = [];
                                    reader.doubles(message.vyMps);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.vyMps && message.vyMps.length))
                                    message.vyMps = [];
                                message.vyMps.push(reader.double());
                                continue;
                            }
                        case 7: {
                                if (wireType === 2) {
                                    if (!(message.axMps2 && message.axMps2.length))
                                        message.axMps2 = [];
                                    reader.doubles(message.axMps2);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.axMps2 && message.axMps2.length))
                                    message.axMps2 = [];
                                message.axMps2.push(reader.double());
                                continue;
                            }
                        case 8: {
                                if (wireType === 2) {
                                    if (!(message.ayMps2 && message.ayMps2.length))
                                        message.ayMps2 = [];
                                    reader.doubles(message.ayMps2);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.ayMps2 && message.ayMps2.length))
                                    message.ayMps2 = [];
                                message.ayMps2.push(reader.double());
                                continue;
                            }
                        case 9: {
                                if (wireType === 2) {
                                    if (!(message.yawRateRadps && message.yawRateRadps.length))
                                        message.yawRateRadps = [];
                                    reader.doubles(message.yawRateRadps);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.yawRateRadps && message.yawRateRadps.length))
                                    message.yawRateRadps = [];
                                message.yawRateRadps.push(reader.double());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Actors;
            })();

            v1.RecordedCommand = (function() {

                const RecordedCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RecordedCommand.prototype.fromTick = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                RecordedCommand.prototype.kind = 0;
                RecordedCommand.prototype.accelMps2 = 0;
                RecordedCommand.prototype.roadWheelRad = 0;
                RecordedCommand.prototype.curvaturePerM = 0;
                RecordedCommand.prototype.usesCurvature = false;
                RecordedCommand.prototype.mode = 0;

                RecordedCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fromTick != null && $Object.hasOwnProperty.call(message, "fromTick") && (typeof message.fromTick === "object" ? message.fromTick.low || message.fromTick.high : message.fromTick !== 0))
                        writer.uint32(8).int64(message.fromTick);
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(16).uint32(message.kind);
                    if (message.accelMps2 != null && $Object.hasOwnProperty.call(message, "accelMps2") && !$Object.is(message.accelMps2, 0))
                        writer.uint32(25).double(message.accelMps2);
                    if (message.roadWheelRad != null && $Object.hasOwnProperty.call(message, "roadWheelRad") && !$Object.is(message.roadWheelRad, 0))
                        writer.uint32(33).double(message.roadWheelRad);
                    if (message.curvaturePerM != null && $Object.hasOwnProperty.call(message, "curvaturePerM") && !$Object.is(message.curvaturePerM, 0))
                        writer.uint32(41).double(message.curvaturePerM);
                    if (message.usesCurvature != null && $Object.hasOwnProperty.call(message, "usesCurvature") && message.usesCurvature !== false)
                        writer.uint32(48).bool(message.usesCurvature);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(56).uint32(message.mode);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RecordedCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.RecordedCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fromTick = value;
                                else
                                    delete message.fromTick;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.accelMps2 = value;
                                else
                                    delete message.accelMps2;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.roadWheelRad = value;
                                else
                                    delete message.roadWheelRad;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.curvaturePerM = value;
                                else
                                    delete message.curvaturePerM;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.usesCurvature = value;
                                else
                                    delete message.usesCurvature;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RecordedCommand;
            })();

            v1.DebugScalars = (function() {

                const DebugScalars = function (properties) {
                    this.scalars = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                DebugScalars.prototype.tick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                DebugScalars.prototype.scalars = $util.emptyArray;

                DebugScalars.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tick != null && $Object.hasOwnProperty.call(message, "tick") && (typeof message.tick === "object" ? message.tick.low || message.tick.high : message.tick !== 0))
                        writer.uint32(8).uint64(message.tick);
                    if (message.scalars != null && message.scalars.length)
                        for (let i = 0; i < message.scalars.length; ++i)
                            $root.redrive.trace.v1.DebugScalar.encode(message.scalars[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                DebugScalars.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.DebugScalars();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tick = value;
                                else
                                    delete message.tick;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.scalars && message.scalars.length))
                                    message.scalars = [];
                                message.scalars.push($root.redrive.trace.v1.DebugScalar.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DebugScalars;
            })();

            v1.DebugScalar = (function() {

                const DebugScalar = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                DebugScalar.prototype.name = "";
                DebugScalar.prototype.value = 0;

                DebugScalar.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(10).string(message.name);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                        writer.uint32(17).double(message.value);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                DebugScalar.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.DebugScalar();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DebugScalar;
            })();

            v1.AppliedCommand = (function() {

                const AppliedCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                AppliedCommand.prototype.fromTick = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                AppliedCommand.prototype.kind = 0;
                AppliedCommand.prototype.accelMps2 = 0;
                AppliedCommand.prototype.roadWheelRad = 0;
                AppliedCommand.prototype.clamped = false;
                AppliedCommand.prototype.held = false;

                AppliedCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fromTick != null && $Object.hasOwnProperty.call(message, "fromTick") && (typeof message.fromTick === "object" ? message.fromTick.low || message.fromTick.high : message.fromTick !== 0))
                        writer.uint32(8).int64(message.fromTick);
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(16).uint32(message.kind);
                    if (message.accelMps2 != null && $Object.hasOwnProperty.call(message, "accelMps2") && !$Object.is(message.accelMps2, 0))
                        writer.uint32(25).double(message.accelMps2);
                    if (message.roadWheelRad != null && $Object.hasOwnProperty.call(message, "roadWheelRad") && !$Object.is(message.roadWheelRad, 0))
                        writer.uint32(33).double(message.roadWheelRad);
                    if (message.clamped != null && $Object.hasOwnProperty.call(message, "clamped") && message.clamped !== false)
                        writer.uint32(40).bool(message.clamped);
                    if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== false)
                        writer.uint32(48).bool(message.held);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                AppliedCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.AppliedCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fromTick = value;
                                else
                                    delete message.fromTick;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.accelMps2 = value;
                                else
                                    delete message.accelMps2;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.roadWheelRad = value;
                                else
                                    delete message.roadWheelRad;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.clamped = value;
                                else
                                    delete message.clamped;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.held = value;
                                else
                                    delete message.held;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AppliedCommand;
            })();

            v1.RunEnd = (function() {

                const RunEnd = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RunEnd.prototype.reason = "";
                RunEnd.prototype.tick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RunEnd.prototype.detail = "";
                RunEnd.prototype.hash = "";
                RunEnd.prototype.droppedFrames = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RunEnd.prototype.droppedScalars = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                RunEnd.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(10).string(message.reason);
                    if (message.tick != null && $Object.hasOwnProperty.call(message, "tick") && (typeof message.tick === "object" ? message.tick.low || message.tick.high : message.tick !== 0))
                        writer.uint32(16).uint64(message.tick);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(26).string(message.detail);
                    if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash !== "")
                        writer.uint32(34).string(message.hash);
                    if (message.droppedFrames != null && $Object.hasOwnProperty.call(message, "droppedFrames") && (typeof message.droppedFrames === "object" ? message.droppedFrames.low || message.droppedFrames.high : message.droppedFrames !== 0))
                        writer.uint32(40).uint64(message.droppedFrames);
                    if (message.droppedScalars != null && $Object.hasOwnProperty.call(message, "droppedScalars") && (typeof message.droppedScalars === "object" ? message.droppedScalars.low || message.droppedScalars.high : message.droppedScalars !== 0))
                        writer.uint32(48).uint64(message.droppedScalars);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RunEnd.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.trace.v1.RunEnd();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tick = value;
                                else
                                    delete message.tick;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.hash = value;
                                else
                                    delete message.hash;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.droppedFrames = value;
                                else
                                    delete message.droppedFrames;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.droppedScalars = value;
                                else
                                    delete message.droppedScalars;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RunEnd;
            })();

            return v1;
        })();

        return trace;
    })();

    return redrive;
})();

export {
  $root as default
};
