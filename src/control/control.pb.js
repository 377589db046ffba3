/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["redrive_control_v1"] || ($protobuf.roots["redrive_control_v1"] = {});

export const redrive = $root.redrive = (() => {

    const redrive = {};

    redrive.control = (function() {

        const control = {};

        control.v1 = (function() {

            const v1 = {};

            v1.ToController = (function() {

                const ToController = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ToController.prototype.session = 0;
                ToController.prototype.batchMore = 0;
                ToController.prototype.welcome = null;
                ToController.prototype.scenarioStart = null;
                ToController.prototype.observation = null;
                ToController.prototype.scenarioEnd = null;
                ToController.prototype.ping = null;
                ToController.prototype.goodbye = null;
                ToController.prototype.fault = null;

                let $oneOfFields;

                $Object.defineProperty(ToController.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["welcome", "scenarioStart", "observation", "scenarioEnd", "ping", "goodbye", "fault"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                ToController.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session !== 0)
                        writer.uint32(8).uint32(message.session);
                    if (message.batchMore != null && $Object.hasOwnProperty.call(message, "batchMore") && message.batchMore !== 0)
                        writer.uint32(16).uint32(message.batchMore);
                    if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                        $root.redrive.control.v1.Welcome.encode(message.welcome, writer.uint32(82).fork(), _depth + 1).ldelim();
                    if (message.scenarioStart != null && $Object.hasOwnProperty.call(message, "scenarioStart"))
                        $root.redrive.control.v1.ScenarioStart.encode(message.scenarioStart, writer.uint32(90).fork(), _depth + 1).ldelim();
                    if (message.observation != null && $Object.hasOwnProperty.call(message, "observation"))
                        $root.redrive.control.v1.Observation.encode(message.observation, writer.uint32(98).fork(), _depth + 1).ldelim();
                    if (message.scenarioEnd != null && $Object.hasOwnProperty.call(message, "scenarioEnd"))
                        $root.redrive.control.v1.ScenarioEnd.encode(message.scenarioEnd, writer.uint32(106).fork(), _depth + 1).ldelim();
                    if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                        $root.redrive.control.v1.Ping.encode(message.ping, writer.uint32(114).fork(), _depth + 1).ldelim();
                    if (message.goodbye != null && $Object.hasOwnProperty.call(message, "goodbye"))
                        $root.redrive.control.v1.Goodbye.encode(message.goodbye, writer.uint32(122).fork(), _depth + 1).ldelim();
                    if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                        $root.redrive.control.v1.Fault.encode(message.fault, writer.uint32(130).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ToController.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.ToController();
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
                                    message.session = value;
                                else
                                    delete message.session;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.batchMore = value;
                                else
                                    delete message.batchMore;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.welcome = $root.redrive.control.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                                message.body = "welcome";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.scenarioStart = $root.redrive.control.v1.ScenarioStart.decode(reader, reader.size(), $undefined, _depth + 1, message.scenarioStart);
                                message.body = "scenarioStart";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.observation = $root.redrive.control.v1.Observation.decode(reader, reader.size(), $undefined, _depth + 1, message.observation);
                                message.body = "observation";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.scenarioEnd = $root.redrive.control.v1.ScenarioEnd.decode(reader, reader.size(), $undefined, _depth + 1, message.scenarioEnd);
                                message.body = "scenarioEnd";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.ping = $root.redrive.control.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                                message.body = "ping";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.goodbye = $root.redrive.control.v1.Goodbye.decode(reader, reader.size(), $undefined, _depth + 1, message.goodbye);
                                message.body = "goodbye";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.fault = $root.redrive.control.v1.Fault.decode(reader, reader.size(), $undefined, _depth + 1, message.fault);
                                message.body = "fault";
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

                return ToController;
            })();

            v1.ToHarness = (function() {

                const ToHarness = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ToHarness.prototype.session = 0;
                ToHarness.prototype.hello = null;
                ToHarness.prototype.scenarioReady = null;
                ToHarness.prototype.command = null;
                ToHarness.prototype.scenarioEndAck = null;
                ToHarness.prototype.pong = null;
                ToHarness.prototype.goodbye = null;
                ToHarness.prototype.fault = null;
                ToHarness.prototype.vehicleReport = null;

                let $oneOfFields;

                $Object.defineProperty(ToHarness.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["hello", "scenarioReady", "command", "scenarioEndAck", "pong", "goodbye", "fault", "vehicleReport"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                ToHarness.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session !== 0)
                        writer.uint32(8).uint32(message.session);
                    if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                        $root.redrive.control.v1.Hello.encode(message.hello, writer.uint32(82).fork(), _depth + 1).ldelim();
                    if (message.scenarioReady != null && $Object.hasOwnProperty.call(message, "scenarioReady"))
                        $root.redrive.control.v1.ScenarioReady.encode(message.scenarioReady, writer.uint32(90).fork(), _depth + 1).ldelim();
                    if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                        $root.redrive.control.v1.Command.encode(message.command, writer.uint32(98).fork(), _depth + 1).ldelim();
                    if (message.scenarioEndAck != null && $Object.hasOwnProperty.call(message, "scenarioEndAck"))
                        $root.redrive.control.v1.ScenarioEndAck.encode(message.scenarioEndAck, writer.uint32(106).fork(), _depth + 1).ldelim();
                    if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                        $root.redrive.control.v1.Pong.encode(message.pong, writer.uint32(114).fork(), _depth + 1).ldelim();
                    if (message.goodbye != null && $Object.hasOwnProperty.call(message, "goodbye"))
                        $root.redrive.control.v1.Goodbye.encode(message.goodbye, writer.uint32(122).fork(), _depth + 1).ldelim();
                    if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                        $root.redrive.control.v1.Fault.encode(message.fault, writer.uint32(130).fork(), _depth + 1).ldelim();
                    if (message.vehicleReport != null && $Object.hasOwnProperty.call(message, "vehicleReport"))
                        $root.redrive.control.v1.VehicleReport.encode(message.vehicleReport, writer.uint32(138).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ToHarness.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.ToHarness();
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
                                    message.session = value;
                                else
                                    delete message.session;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.hello = $root.redrive.control.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                                message.body = "hello";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.scenarioReady = $root.redrive.control.v1.ScenarioReady.decode(reader, reader.size(), $undefined, _depth + 1, message.scenarioReady);
                                message.body = "scenarioReady";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.command = $root.redrive.control.v1.Command.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                                message.body = "command";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.scenarioEndAck = $root.redrive.control.v1.ScenarioEndAck.decode(reader, reader.size(), $undefined, _depth + 1, message.scenarioEndAck);
                                message.body = "scenarioEndAck";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.pong = $root.redrive.control.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                                message.body = "pong";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.goodbye = $root.redrive.control.v1.Goodbye.decode(reader, reader.size(), $undefined, _depth + 1, message.goodbye);
                                message.body = "goodbye";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.fault = $root.redrive.control.v1.Fault.decode(reader, reader.size(), $undefined, _depth + 1, message.fault);
                                message.body = "fault";
                                continue;
                            }
                        case 17: {
                                if (wireType !== 2)
                                    break;
                                message.vehicleReport = $root.redrive.control.v1.VehicleReport.decode(reader, reader.size(), $undefined, _depth + 1, message.vehicleReport);
                                message.body = "vehicleReport";
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

                return ToHarness;
            })();

            v1.Version = (function() {

                const Version = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Version.prototype.major = 0;
                Version.prototype.minor = 0;

                Version.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.major != null && $Object.hasOwnProperty.call(message, "major") && message.major !== 0)
                        writer.uint32(8).uint32(message.major);
                    if (message.minor != null && $Object.hasOwnProperty.call(message, "minor") && message.minor !== 0)
                        writer.uint32(16).uint32(message.minor);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Version.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Version();
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
                                    message.major = value;
                                else
                                    delete message.major;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.minor = value;
                                else
                                    delete message.minor;
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

                return Version;
            })();

            v1.Hello = (function() {

                const Hello = function (properties) {
                    this.supported = [];
                    this.info = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Hello.prototype.supported = $util.emptyArray;
                Hello.prototype.name = "";
                Hello.prototype.build = "";
                Hello.prototype.authToken = $util.newBuffer([]);
                Hello.prototype.capabilities = null;
                Hello.prototype.info = $util.emptyObject;

                Hello.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.supported != null && message.supported.length)
                        for (let i = 0; i < message.supported.length; ++i)
                            $root.redrive.control.v1.Version.encode(message.supported[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(18).string(message.name);
                    if (message.build != null && $Object.hasOwnProperty.call(message, "build") && message.build !== "")
                        writer.uint32(26).string(message.build);
                    if (message.authToken != null && $Object.hasOwnProperty.call(message, "authToken") && message.authToken.length)
                        writer.uint32(34).bytes(message.authToken);
                    if (message.capabilities != null && $Object.hasOwnProperty.call(message, "capabilities"))
                        $root.redrive.control.v1.Capabilities.encode(message.capabilities, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.info != null && $Object.hasOwnProperty.call(message, "info"))
                        for (let keys = $Object.keys(message.info), i = 0; i < keys.length; ++i)
                            writer.uint32(50).fork().uint32(10).string(keys[i]).uint32(18).string(message.info[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Hello.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.control.v1.Hello();
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
                                if (!(message.supported && message.supported.length))
                                    message.supported = [];
                                message.supported.push($root.redrive.control.v1.Version.decode(reader, reader.size(), $undefined, _depth + 1));
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
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.build = value;
                                else
                                    delete message.build;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.authToken = value;
                                else
                                    delete message.authToken;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.capabilities = $root.redrive.control.v1.Capabilities.decode(reader, reader.size(), $undefined, _depth + 1, message.capabilities);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (message.info === $util.emptyObject)
                                    message.info = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.info, key);
                                message.info[key] = value;
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

                return Hello;
            })();

            v1.Capabilities = (function() {

                const Capabilities = function (properties) {
                    this.commandKinds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Capabilities.prototype.commandKinds = $util.emptyArray;
                Capabilities.prototype.maxSessions = 0;
                Capabilities.prototype.maxFrameBytes = 0;
                Capabilities.prototype.periodNs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Capabilities.prototype.historyNs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Capabilities.prototype.wantsMap = false;
                Capabilities.prototype.wantsRoute = false;
                Capabilities.prototype.wantsTrafficLights = false;
                Capabilities.prototype.claimsDeterministic = false;
                Capabilities.prototype.canReset = false;
                Capabilities.prototype.vehicleInTheLoop = false;

                Capabilities.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.commandKinds != null && message.commandKinds.length)
                        writer.uint32(10).int32s(message.commandKinds);
                    if (message.maxSessions != null && $Object.hasOwnProperty.call(message, "maxSessions") && message.maxSessions !== 0)
                        writer.uint32(16).uint32(message.maxSessions);
                    if (message.maxFrameBytes != null && $Object.hasOwnProperty.call(message, "maxFrameBytes") && message.maxFrameBytes !== 0)
                        writer.uint32(24).uint32(message.maxFrameBytes);
                    if (message.periodNs != null && $Object.hasOwnProperty.call(message, "periodNs") && (typeof message.periodNs === "object" ? message.periodNs.low || message.periodNs.high : message.periodNs !== 0))
                        writer.uint32(32).uint64(message.periodNs);
                    if (message.historyNs != null && $Object.hasOwnProperty.call(message, "historyNs") && (typeof message.historyNs === "object" ? message.historyNs.low || message.historyNs.high : message.historyNs !== 0))
                        writer.uint32(40).uint64(message.historyNs);
                    if (message.wantsMap != null && $Object.hasOwnProperty.call(message, "wantsMap") && message.wantsMap !== false)
                        writer.uint32(48).bool(message.wantsMap);
                    if (message.wantsRoute != null && $Object.hasOwnProperty.call(message, "wantsRoute") && message.wantsRoute !== false)
                        writer.uint32(56).bool(message.wantsRoute);
                    if (message.wantsTrafficLights != null && $Object.hasOwnProperty.call(message, "wantsTrafficLights") && message.wantsTrafficLights !== false)
                        writer.uint32(64).bool(message.wantsTrafficLights);
                    if (message.claimsDeterministic != null && $Object.hasOwnProperty.call(message, "claimsDeterministic") && message.claimsDeterministic !== false)
                        writer.uint32(72).bool(message.claimsDeterministic);
                    if (message.canReset != null && $Object.hasOwnProperty.call(message, "canReset") && message.canReset !== false)
                        writer.uint32(80).bool(message.canReset);
                    if (message.vehicleInTheLoop != null && $Object.hasOwnProperty.call(message, "vehicleInTheLoop") && message.vehicleInTheLoop !== false)
                        writer.uint32(88).bool(message.vehicleInTheLoop);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Capabilities.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Capabilities();
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
                                    if (!(message.commandKinds && message.commandKinds.length))
                                        message.commandKinds = [];
                                    reader.int32s(message.commandKinds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.commandKinds && message.commandKinds.length))
                                    message.commandKinds = [];
                                message.commandKinds.push(reader.int32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxSessions = value;
                                else
                                    delete message.maxSessions;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxFrameBytes = value;
                                else
                                    delete message.maxFrameBytes;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.periodNs = value;
                                else
                                    delete message.periodNs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.historyNs = value;
                                else
                                    delete message.historyNs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.wantsMap = value;
                                else
                                    delete message.wantsMap;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.wantsRoute = value;
                                else
                                    delete message.wantsRoute;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.wantsTrafficLights = value;
                                else
                                    delete message.wantsTrafficLights;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.claimsDeterministic = value;
                                else
                                    delete message.claimsDeterministic;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.canReset = value;
                                else
                                    delete message.canReset;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.vehicleInTheLoop = value;
                                else
                                    delete message.vehicleInTheLoop;
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

                return Capabilities;
            })();

            v1.CommandKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "COMMAND_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "COMMAND_KIND_NONE"] = 1;
                values[valuesById[2] = "COMMAND_KIND_ACCEL_STEER"] = 2;
                values[valuesById[3] = "COMMAND_KIND_ACTUATOR"] = 3;
                values[valuesById[4] = "COMMAND_KIND_TRAJECTORY"] = 4;
                values[valuesById[5] = "COMMAND_KIND_LONGITUDINAL"] = 5;
                return values;
            })();

            v1.Welcome = (function() {

                const Welcome = function (properties) {
                    this.commandKinds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Welcome.prototype.selected = null;
                Welcome.prototype.harnessBuild = "";
                Welcome.prototype.runId = "";
                Welcome.prototype.maxFrameBytes = 0;
                Welcome.prototype.sessions = 0;
                Welcome.prototype.commandKinds = $util.emptyArray;
                Welcome.prototype.pacing = 0;

                Welcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.selected != null && $Object.hasOwnProperty.call(message, "selected"))
                        $root.redrive.control.v1.Version.encode(message.selected, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.harnessBuild != null && $Object.hasOwnProperty.call(message, "harnessBuild") && message.harnessBuild !== "")
                        writer.uint32(18).string(message.harnessBuild);
                    if (message.runId != null && $Object.hasOwnProperty.call(message, "runId") && message.runId !== "")
                        writer.uint32(26).string(message.runId);
                    if (message.maxFrameBytes != null && $Object.hasOwnProperty.call(message, "maxFrameBytes") && message.maxFrameBytes !== 0)
                        writer.uint32(32).uint32(message.maxFrameBytes);
                    if (message.sessions != null && $Object.hasOwnProperty.call(message, "sessions") && message.sessions !== 0)
                        writer.uint32(40).uint32(message.sessions);
                    if (message.commandKinds != null && message.commandKinds.length)
                        writer.uint32(50).int32s(message.commandKinds);
                    if (message.pacing != null && $Object.hasOwnProperty.call(message, "pacing") && message.pacing !== 0)
                        writer.uint32(56).int32(message.pacing);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Welcome.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Welcome();
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
                                message.selected = $root.redrive.control.v1.Version.decode(reader, reader.size(), $undefined, _depth + 1, message.selected);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.harnessBuild = value;
                                else
                                    delete message.harnessBuild;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.runId = value;
                                else
                                    delete message.runId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxFrameBytes = value;
                                else
                                    delete message.maxFrameBytes;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.sessions = value;
                                else
                                    delete message.sessions;
                                continue;
                            }
                        case 6: {
                                if (wireType === 2) {
                                    if (!(message.commandKinds && message.commandKinds.length))
                                        message.commandKinds = [];
                                    reader.int32s(message.commandKinds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.commandKinds && message.commandKinds.length))
                                    message.commandKinds = [];
                                message.commandKinds.push(reader.int32());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.pacing = value;
                                else
                                    delete message.pacing;
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

                return Welcome;
            })();

            v1.Pacing = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "PACING_UNSPECIFIED"] = 0;
                values[valuesById[1] = "PACING_LOCKSTEP"] = 1;
                values[valuesById[2] = "PACING_REALTIME"] = 2;
                return values;
            })();

            v1.ScenarioStart = (function() {

                const ScenarioStart = function (properties) {
                    this.history = [];
                    this.parameters = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ScenarioStart.prototype.scenarioId = "";
                ScenarioStart.prototype.seed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ScenarioStart.prototype.dtNs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ScenarioStart.prototype.observationEvery = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ScenarioStart.prototype.firstControlledTick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ScenarioStart.prototype.maxTicks = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ScenarioStart.prototype.watchdogMs = 0;
                ScenarioStart.prototype.actuationDelayTicks = 0;
                ScenarioStart.prototype.ego = null;
                ScenarioStart.prototype.history = $util.emptyArray;
                ScenarioStart.prototype.route = null;
                ScenarioStart.prototype.map = null;
                ScenarioStart.prototype.parameters = $util.emptyObject;

                ScenarioStart.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.scenarioId != null && $Object.hasOwnProperty.call(message, "scenarioId") && message.scenarioId !== "")
                        writer.uint32(10).string(message.scenarioId);
                    if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && (typeof message.seed === "object" ? message.seed.low || message.seed.high : message.seed !== 0))
                        writer.uint32(16).uint64(message.seed);
                    if (message.dtNs != null && $Object.hasOwnProperty.call(message, "dtNs") && (typeof message.dtNs === "object" ? message.dtNs.low || message.dtNs.high : message.dtNs !== 0))
                        writer.uint32(24).uint64(message.dtNs);
                    if (message.observationEvery != null && $Object.hasOwnProperty.call(message, "observationEvery") && (typeof message.observationEvery === "object" ? message.observationEvery.low || message.observationEvery.high : message.observationEvery !== 0))
                        writer.uint32(32).uint64(message.observationEvery);
                    if (message.firstControlledTick != null && $Object.hasOwnProperty.call(message, "firstControlledTick") && (typeof message.firstControlledTick === "object" ? message.firstControlledTick.low || message.firstControlledTick.high : message.firstControlledTick !== 0))
                        writer.uint32(40).uint64(message.firstControlledTick);
                    if (message.maxTicks != null && $Object.hasOwnProperty.call(message, "maxTicks") && (typeof message.maxTicks === "object" ? message.maxTicks.low || message.maxTicks.high : message.maxTicks !== 0))
                        writer.uint32(48).uint64(message.maxTicks);
                    if (message.watchdogMs != null && $Object.hasOwnProperty.call(message, "watchdogMs") && message.watchdogMs !== 0)
                        writer.uint32(56).uint32(message.watchdogMs);
                    if (message.actuationDelayTicks != null && $Object.hasOwnProperty.call(message, "actuationDelayTicks") && message.actuationDelayTicks !== 0)
                        writer.uint32(64).uint32(message.actuationDelayTicks);
                    if (message.ego != null && $Object.hasOwnProperty.call(message, "ego"))
                        $root.redrive.control.v1.EgoModel.encode(message.ego, writer.uint32(74).fork(), _depth + 1).ldelim();
                    if (message.history != null && message.history.length)
                        for (let i = 0; i < message.history.length; ++i)
                            $root.redrive.control.v1.Observation.encode(message.history[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                    if (message.route != null && $Object.hasOwnProperty.call(message, "route"))
                        $root.redrive.control.v1.Route.encode(message.route, writer.uint32(90).fork(), _depth + 1).ldelim();
                    if (message.map != null && $Object.hasOwnProperty.call(message, "map"))
                        $root.redrive.control.v1.RoadMap.encode(message.map, writer.uint32(98).fork(), _depth + 1).ldelim();
                    if (message.parameters != null && $Object.hasOwnProperty.call(message, "parameters"))
                        for (let keys = $Object.keys(message.parameters), i = 0; i < keys.length; ++i)
                            writer.uint32(106).fork().uint32(10).string(keys[i]).uint32(18).string(message.parameters[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ScenarioStart.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.control.v1.ScenarioStart();
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
                                    message.scenarioId = value;
                                else
                                    delete message.scenarioId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seed = value;
                                else
                                    delete message.seed;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.dtNs = value;
                                else
                                    delete message.dtNs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.observationEvery = value;
                                else
                                    delete message.observationEvery;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.firstControlledTick = value;
                                else
                                    delete message.firstControlledTick;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.maxTicks = value;
                                else
                                    delete message.maxTicks;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.watchdogMs = value;
                                else
                                    delete message.watchdogMs;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.actuationDelayTicks = value;
                                else
                                    delete message.actuationDelayTicks;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.ego = $root.redrive.control.v1.EgoModel.decode(reader, reader.size(), $undefined, _depth + 1, message.ego);
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.history && message.history.length))
                                    message.history = [];
                                message.history.push($root.redrive.control.v1.Observation.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.route = $root.redrive.control.v1.Route.decode(reader, reader.size(), $undefined, _depth + 1, message.route);
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.map = $root.redrive.control.v1.RoadMap.decode(reader, reader.size(), $undefined, _depth + 1, message.map);
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                if (message.parameters === $util.emptyObject)
                                    message.parameters = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.parameters, key);
                                message.parameters[key] = value;
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

                return ScenarioStart;
            })();

            v1.EgoModel = (function() {

                const EgoModel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                EgoModel.prototype.wheelbaseM = 0;
                EgoModel.prototype.lengthM = 0;
                EgoModel.prototype.widthM = 0;
                EgoModel.prototype.rearAxleToCenterM = 0;
                EgoModel.prototype.maxRoadWheelAngleRad = 0;
                EgoModel.prototype.maxRoadWheelRateRadps = 0;
                EgoModel.prototype.steeringRatio = 0;
                EgoModel.prototype.maxAccelMps2 = 0;
                EgoModel.prototype.maxDecelMps2 = 0;
                EgoModel.prototype.massKg = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(EgoModel.prototype, "_massKg", {
                    get: $util.oneOfGetter($oneOfFields = ["massKg"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                EgoModel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.wheelbaseM != null && $Object.hasOwnProperty.call(message, "wheelbaseM") && !$Object.is(message.wheelbaseM, 0))
                        writer.uint32(9).double(message.wheelbaseM);
                    if (message.lengthM != null && $Object.hasOwnProperty.call(message, "lengthM") && !$Object.is(message.lengthM, 0))
                        writer.uint32(17).double(message.lengthM);
                    if (message.widthM != null && $Object.hasOwnProperty.call(message, "widthM") && !$Object.is(message.widthM, 0))
                        writer.uint32(25).double(message.widthM);
                    if (message.rearAxleToCenterM != null && $Object.hasOwnProperty.call(message, "rearAxleToCenterM") && !$Object.is(message.rearAxleToCenterM, 0))
                        writer.uint32(33).double(message.rearAxleToCenterM);
                    if (message.maxRoadWheelAngleRad != null && $Object.hasOwnProperty.call(message, "maxRoadWheelAngleRad") && !$Object.is(message.maxRoadWheelAngleRad, 0))
                        writer.uint32(41).double(message.maxRoadWheelAngleRad);
                    if (message.maxRoadWheelRateRadps != null && $Object.hasOwnProperty.call(message, "maxRoadWheelRateRadps") && !$Object.is(message.maxRoadWheelRateRadps, 0))
                        writer.uint32(49).double(message.maxRoadWheelRateRadps);
                    if (message.steeringRatio != null && $Object.hasOwnProperty.call(message, "steeringRatio") && !$Object.is(message.steeringRatio, 0))
                        writer.uint32(57).double(message.steeringRatio);
                    if (message.maxAccelMps2 != null && $Object.hasOwnProperty.call(message, "maxAccelMps2") && !$Object.is(message.maxAccelMps2, 0))
                        writer.uint32(65).double(message.maxAccelMps2);
                    if (message.maxDecelMps2 != null && $Object.hasOwnProperty.call(message, "maxDecelMps2") && !$Object.is(message.maxDecelMps2, 0))
                        writer.uint32(73).double(message.maxDecelMps2);
                    if (message.massKg != null && $Object.hasOwnProperty.call(message, "massKg"))
                        writer.uint32(81).double(message.massKg);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                EgoModel.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.EgoModel();
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
                                    message.wheelbaseM = value;
                                else
                                    delete message.wheelbaseM;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.lengthM = value;
                                else
                                    delete message.lengthM;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.widthM = value;
                                else
                                    delete message.widthM;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.rearAxleToCenterM = value;
                                else
                                    delete message.rearAxleToCenterM;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxRoadWheelAngleRad = value;
                                else
                                    delete message.maxRoadWheelAngleRad;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxRoadWheelRateRadps = value;
                                else
                                    delete message.maxRoadWheelRateRadps;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.steeringRatio = value;
                                else
                                    delete message.steeringRatio;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxAccelMps2 = value;
                                else
                                    delete message.maxAccelMps2;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxDecelMps2 = value;
                                else
                                    delete message.maxDecelMps2;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                message.massKg = reader.double();
                                message._massKg = "massKg";
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

                return EgoModel;
            })();

            v1.Route = (function() {

                const Route = function (properties) {
                    this.points = [];
                    this.speedLimitMps = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Route.prototype.points = $util.emptyArray;
                Route.prototype.speedLimitMps = $util.emptyArray;
                Route.prototype.goal = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Route.prototype, "_goal", {
                    get: $util.oneOfGetter($oneOfFields = ["goal"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Route.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.points != null && message.points.length)
                        for (let i = 0; i < message.points.length; ++i)
                            $root.redrive.control.v1.Vec2.encode(message.points[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.speedLimitMps != null && message.speedLimitMps.length)
                        writer.uint32(18).doubles(message.speedLimitMps);
                    if (message.goal != null && $Object.hasOwnProperty.call(message, "goal"))
                        $root.redrive.control.v1.Pose2.encode(message.goal, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Route.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Route();
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
                                if (!(message.points && message.points.length))
                                    message.points = [];
                                message.points.push($root.redrive.control.v1.Vec2.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.speedLimitMps && message.speedLimitMps.length))
                                        message.speedLimitMps = [];
                                    reader.doubles(message.speedLimitMps);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.speedLimitMps && message.speedLimitMps.length))
                                    message.speedLimitMps = [];
                                message.speedLimitMps.push(reader.double());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.goal = $root.redrive.control.v1.Pose2.decode(reader, reader.size(), $undefined, _depth + 1, message.goal);
                                message._goal = "goal";
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

                return Route;
            })();

            v1.Vec2 = (function() {

                const Vec2 = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Vec2.prototype.xM = 0;
                Vec2.prototype.yM = 0;

                Vec2.encode = function (message, writer, _depth) {
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
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Vec2.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Vec2();
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

                return Vec2;
            })();

            v1.Pose2 = (function() {

                const Pose2 = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Pose2.prototype.xM = 0;
                Pose2.prototype.yM = 0;
                Pose2.prototype.yawRad = 0;

                Pose2.encode = function (message, writer, _depth) {
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
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Pose2.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Pose2();
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

                return Pose2;
            })();

            v1.RoadMap = (function() {

                const RoadMap = function (properties) {
                    this.lanes = [];
                    this.roadEdges = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RoadMap.prototype.lanes = $util.emptyArray;
                RoadMap.prototype.roadEdges = $util.emptyArray;
                RoadMap.prototype.opendriveSha256 = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RoadMap.prototype, "_opendriveSha256", {
                    get: $util.oneOfGetter($oneOfFields = ["opendriveSha256"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                RoadMap.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.lanes != null && message.lanes.length)
                        for (let i = 0; i < message.lanes.length; ++i)
                            $root.redrive.control.v1.Lane.encode(message.lanes[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.roadEdges != null && message.roadEdges.length)
                        for (let i = 0; i < message.roadEdges.length; ++i)
                            $root.redrive.control.v1.Polyline.encode(message.roadEdges[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.opendriveSha256 != null && $Object.hasOwnProperty.call(message, "opendriveSha256"))
                        writer.uint32(26).string(message.opendriveSha256);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RoadMap.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.RoadMap();
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
                                if (!(message.lanes && message.lanes.length))
                                    message.lanes = [];
                                message.lanes.push($root.redrive.control.v1.Lane.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.roadEdges && message.roadEdges.length))
                                    message.roadEdges = [];
                                message.roadEdges.push($root.redrive.control.v1.Polyline.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.opendriveSha256 = reader.stringVerify();
                                message._opendriveSha256 = "opendriveSha256";
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

                return RoadMap;
            })();

            v1.Polyline = (function() {

                const Polyline = function (properties) {
                    this.xyM = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Polyline.prototype.xyM = $util.emptyArray;

                Polyline.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.xyM != null && message.xyM.length)
                        writer.uint32(10).doubles(message.xyM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Polyline.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Polyline();
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
                                    if (!(message.xyM && message.xyM.length))
                                        message.xyM = [];
                                    reader.doubles(message.xyM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.xyM && message.xyM.length))
                                    message.xyM = [];
                                message.xyM.push(reader.double());
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

                return Polyline;
            })();

            v1.Lane = (function() {

                const Lane = function (properties) {
                    this.centerXyM = [];
                    this.leftXyM = [];
                    this.rightXyM = [];
                    this.successors = [];
                    this.predecessors = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Lane.prototype.id = "";
                Lane.prototype.type = 0;
                Lane.prototype.centerXyM = $util.emptyArray;
                Lane.prototype.leftXyM = $util.emptyArray;
                Lane.prototype.rightXyM = $util.emptyArray;
                Lane.prototype.successors = $util.emptyArray;
                Lane.prototype.predecessors = $util.emptyArray;
                Lane.prototype.leftNeighbor = null;
                Lane.prototype.rightNeighbor = null;
                Lane.prototype.speedLimitMps = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Lane.prototype, "_leftNeighbor", {
                    get: $util.oneOfGetter($oneOfFields = ["leftNeighbor"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Lane.prototype, "_rightNeighbor", {
                    get: $util.oneOfGetter($oneOfFields = ["rightNeighbor"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Lane.prototype, "_speedLimitMps", {
                    get: $util.oneOfGetter($oneOfFields = ["speedLimitMps"]),
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
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                        writer.uint32(16).int32(message.type);
                    if (message.centerXyM != null && message.centerXyM.length)
                        writer.uint32(26).doubles(message.centerXyM);
                    if (message.leftXyM != null && message.leftXyM.length)
                        writer.uint32(34).doubles(message.leftXyM);
                    if (message.rightXyM != null && message.rightXyM.length)
                        writer.uint32(42).doubles(message.rightXyM);
                    if (message.successors != null && message.successors.length)
                        for (let i = 0; i < message.successors.length; ++i)
                            writer.uint32(50).string(message.successors[i]);
                    if (message.predecessors != null && message.predecessors.length)
                        for (let i = 0; i < message.predecessors.length; ++i)
                            writer.uint32(58).string(message.predecessors[i]);
                    if (message.leftNeighbor != null && $Object.hasOwnProperty.call(message, "leftNeighbor"))
                        writer.uint32(66).string(message.leftNeighbor);
                    if (message.rightNeighbor != null && $Object.hasOwnProperty.call(message, "rightNeighbor"))
                        writer.uint32(74).string(message.rightNeighbor);
                    if (message.speedLimitMps != null && $Object.hasOwnProperty.call(message, "speedLimitMps"))
                        writer.uint32(81).double(message.speedLimitMps);
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
                    message = _target || new $root.redrive.control.v1.Lane();
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
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.centerXyM && message.centerXyM.length))
                                        message.centerXyM = [];
                                    reader.doubles(message.centerXyM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.centerXyM && message.centerXyM.length))
                                    message.centerXyM = [];
                                message.centerXyM.push(reader.double());
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.leftXyM && message.leftXyM.length))
                                        message.leftXyM = [];
                                    reader.doubles(message.leftXyM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.leftXyM && message.leftXyM.length))
                                    message.leftXyM = [];
                                message.leftXyM.push(reader.double());
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.rightXyM && message.rightXyM.length))
                                        message.rightXyM = [];
                                    reader.doubles(message.rightXyM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.rightXyM && message.rightXyM.length))
                                    message.rightXyM = [];
                                message.rightXyM.push(reader.double());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.successors && message.successors.length))
                                    message.successors = [];
                                message.successors.push(reader.stringVerify());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.predecessors && message.predecessors.length))
                                    message.predecessors = [];
                                message.predecessors.push(reader.stringVerify());
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.leftNeighbor = reader.stringVerify();
                                message._leftNeighbor = "leftNeighbor";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.rightNeighbor = reader.stringVerify();
                                message._rightNeighbor = "rightNeighbor";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                message.speedLimitMps = reader.double();
                                message._speedLimitMps = "speedLimitMps";
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

            v1.LaneType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "LANE_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "LANE_TYPE_DRIVING"] = 1;
                values[valuesById[2] = "LANE_TYPE_SHOULDER"] = 2;
                values[valuesById[3] = "LANE_TYPE_BIKE"] = 3;
                values[valuesById[4] = "LANE_TYPE_PARKING"] = 4;
                values[valuesById[5] = "LANE_TYPE_SIDEWALK"] = 5;
                values[valuesById[6] = "LANE_TYPE_OTHER"] = 6;
                return values;
            })();

            v1.ScenarioReady = (function() {

                const ScenarioReady = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ScenarioReady.prototype.note = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ScenarioReady.prototype, "_note", {
                    get: $util.oneOfGetter($oneOfFields = ["note"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                ScenarioReady.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.note != null && $Object.hasOwnProperty.call(message, "note"))
                        writer.uint32(10).string(message.note);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ScenarioReady.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.ScenarioReady();
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
                                message.note = reader.stringVerify();
                                message._note = "note";
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

                return ScenarioReady;
            })();

            v1.Observation = (function() {

                const Observation = function (properties) {
                    this.trafficLights = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Observation.prototype.tick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Observation.prototype.simTimeNs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                Observation.prototype.ego = null;
                Observation.prototype.objects = null;
                Observation.prototype.trafficLights = $util.emptyArray;
                Observation.prototype.applied = null;
                Observation.prototype.controlled = false;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Observation.prototype, "_applied", {
                    get: $util.oneOfGetter($oneOfFields = ["applied"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Observation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tick != null && $Object.hasOwnProperty.call(message, "tick") && (typeof message.tick === "object" ? message.tick.low || message.tick.high : message.tick !== 0))
                        writer.uint32(8).uint64(message.tick);
                    if (message.simTimeNs != null && $Object.hasOwnProperty.call(message, "simTimeNs") && (typeof message.simTimeNs === "object" ? message.simTimeNs.low || message.simTimeNs.high : message.simTimeNs !== 0))
                        writer.uint32(16).int64(message.simTimeNs);
                    if (message.ego != null && $Object.hasOwnProperty.call(message, "ego"))
                        $root.redrive.control.v1.EgoState.encode(message.ego, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.objects != null && $Object.hasOwnProperty.call(message, "objects"))
                        $root.redrive.control.v1.Objects.encode(message.objects, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.trafficLights != null && message.trafficLights.length)
                        for (let i = 0; i < message.trafficLights.length; ++i)
                            $root.redrive.control.v1.TrafficLight.encode(message.trafficLights[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.applied != null && $Object.hasOwnProperty.call(message, "applied"))
                        $root.redrive.control.v1.AppliedCommand.encode(message.applied, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.controlled != null && $Object.hasOwnProperty.call(message, "controlled") && message.controlled !== false)
                        writer.uint32(56).bool(message.controlled);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Observation.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Observation();
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
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.simTimeNs = value;
                                else
                                    delete message.simTimeNs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.ego = $root.redrive.control.v1.EgoState.decode(reader, reader.size(), $undefined, _depth + 1, message.ego);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.objects = $root.redrive.control.v1.Objects.decode(reader, reader.size(), $undefined, _depth + 1, message.objects);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.trafficLights && message.trafficLights.length))
                                    message.trafficLights = [];
                                message.trafficLights.push($root.redrive.control.v1.TrafficLight.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.applied = $root.redrive.control.v1.AppliedCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.applied);
                                message._applied = "applied";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.controlled = value;
                                else
                                    delete message.controlled;
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

                return Observation;
            })();

            v1.EgoState = (function() {

                const EgoState = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                EgoState.prototype.xM = 0;
                EgoState.prototype.yM = 0;
                EgoState.prototype.yawRad = 0;
                EgoState.prototype.vxMps = 0;
                EgoState.prototype.vyMps = 0;
                EgoState.prototype.yawRateRadps = 0;
                EgoState.prototype.axMps2 = 0;
                EgoState.prototype.ayMps2 = 0;
                EgoState.prototype.roadWheelAngleRad = 0;
                EgoState.prototype.steeringWheelAngleRad = null;
                EgoState.prototype.gear = null;
                EgoState.prototype.engaged = false;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(EgoState.prototype, "_steeringWheelAngleRad", {
                    get: $util.oneOfGetter($oneOfFields = ["steeringWheelAngleRad"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(EgoState.prototype, "_gear", {
                    get: $util.oneOfGetter($oneOfFields = ["gear"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                EgoState.encode = function (message, writer, _depth) {
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
                    if (message.vxMps != null && $Object.hasOwnProperty.call(message, "vxMps") && !$Object.is(message.vxMps, 0))
                        writer.uint32(33).double(message.vxMps);
                    if (message.vyMps != null && $Object.hasOwnProperty.call(message, "vyMps") && !$Object.is(message.vyMps, 0))
                        writer.uint32(41).double(message.vyMps);
                    if (message.yawRateRadps != null && $Object.hasOwnProperty.call(message, "yawRateRadps") && !$Object.is(message.yawRateRadps, 0))
                        writer.uint32(49).double(message.yawRateRadps);
                    if (message.axMps2 != null && $Object.hasOwnProperty.call(message, "axMps2") && !$Object.is(message.axMps2, 0))
                        writer.uint32(57).double(message.axMps2);
                    if (message.ayMps2 != null && $Object.hasOwnProperty.call(message, "ayMps2") && !$Object.is(message.ayMps2, 0))
                        writer.uint32(65).double(message.ayMps2);
                    if (message.roadWheelAngleRad != null && $Object.hasOwnProperty.call(message, "roadWheelAngleRad") && !$Object.is(message.roadWheelAngleRad, 0))
                        writer.uint32(73).double(message.roadWheelAngleRad);
                    if (message.steeringWheelAngleRad != null && $Object.hasOwnProperty.call(message, "steeringWheelAngleRad"))
                        writer.uint32(81).double(message.steeringWheelAngleRad);
                    if (message.gear != null && $Object.hasOwnProperty.call(message, "gear"))
                        writer.uint32(88).int32(message.gear);
                    if (message.engaged != null && $Object.hasOwnProperty.call(message, "engaged") && message.engaged !== false)
                        writer.uint32(96).bool(message.engaged);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                EgoState.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.EgoState();
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
                                    message.vxMps = value;
                                else
                                    delete message.vxMps;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.vyMps = value;
                                else
                                    delete message.vyMps;
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
                                    message.axMps2 = value;
                                else
                                    delete message.axMps2;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.ayMps2 = value;
                                else
                                    delete message.ayMps2;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.roadWheelAngleRad = value;
                                else
                                    delete message.roadWheelAngleRad;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                message.steeringWheelAngleRad = reader.double();
                                message._steeringWheelAngleRad = "steeringWheelAngleRad";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                message.gear = reader.int32();
                                message._gear = "gear";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.engaged = value;
                                else
                                    delete message.engaged;
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

                return EgoState;
            })();

            v1.Objects = (function() {

                const Objects = function (properties) {
                    this.id = [];
                    this.cls = [];
                    this.xM = [];
                    this.yM = [];
                    this.yawRad = [];
                    this.vxMps = [];
                    this.vyMps = [];
                    this.axMps2 = [];
                    this.ayMps2 = [];
                    this.yawRateRadps = [];
                    this.lengthM = [];
                    this.widthM = [];
                    this.heightM = [];
                    this.ageNs = [];
                    this.existence = [];
                    this.lights = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Objects.prototype.id = $util.emptyArray;
                Objects.prototype.cls = $util.emptyArray;
                Objects.prototype.xM = $util.emptyArray;
                Objects.prototype.yM = $util.emptyArray;
                Objects.prototype.yawRad = $util.emptyArray;
                Objects.prototype.vxMps = $util.emptyArray;
                Objects.prototype.vyMps = $util.emptyArray;
                Objects.prototype.axMps2 = $util.emptyArray;
                Objects.prototype.ayMps2 = $util.emptyArray;
                Objects.prototype.yawRateRadps = $util.emptyArray;
                Objects.prototype.lengthM = $util.emptyArray;
                Objects.prototype.widthM = $util.emptyArray;
                Objects.prototype.heightM = $util.emptyArray;
                Objects.prototype.ageNs = $util.emptyArray;
                Objects.prototype.existence = $util.emptyArray;
                Objects.prototype.lights = $util.emptyArray;

                Objects.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && message.id.length)
                        writer.uint32(10).uint32s(message.id);
                    if (message.cls != null && message.cls.length)
                        writer.uint32(18).int32s(message.cls);
                    if (message.xM != null && message.xM.length)
                        writer.uint32(26).doubles(message.xM);
                    if (message.yM != null && message.yM.length)
                        writer.uint32(34).doubles(message.yM);
                    if (message.yawRad != null && message.yawRad.length)
                        writer.uint32(42).doubles(message.yawRad);
                    if (message.vxMps != null && message.vxMps.length)
                        writer.uint32(50).doubles(message.vxMps);
                    if (message.vyMps != null && message.vyMps.length)
                        writer.uint32(58).doubles(message.vyMps);
                    if (message.axMps2 != null && message.axMps2.length)
                        writer.uint32(66).doubles(message.axMps2);
                    if (message.ayMps2 != null && message.ayMps2.length)
                        writer.uint32(74).doubles(message.ayMps2);
                    if (message.yawRateRadps != null && message.yawRateRadps.length)
                        writer.uint32(82).doubles(message.yawRateRadps);
                    if (message.lengthM != null && message.lengthM.length)
                        writer.uint32(90).doubles(message.lengthM);
                    if (message.widthM != null && message.widthM.length)
                        writer.uint32(98).doubles(message.widthM);
                    if (message.heightM != null && message.heightM.length)
                        writer.uint32(106).doubles(message.heightM);
                    if (message.ageNs != null && message.ageNs.length)
                        writer.uint32(114).uint64s(message.ageNs);
                    if (message.existence != null && message.existence.length)
                        writer.uint32(122).floats(message.existence);
                    if (message.lights != null && message.lights.length)
                        writer.uint32(130).uint32s(message.lights);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Objects.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Objects();
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
                                    if (!(message.id && message.id.length))
                                        message.id = [];
                                    reader.uint32s(message.id);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.id && message.id.length))
                                    message.id = [];
                                message.id.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.cls && message.cls.length))
                                        message.cls = [];
                                    reader.int32s(message.cls);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.cls && message.cls.length))
                                    message.cls = [];
                                message.cls.push(reader.int32());
                                continue;
                            }
                        case 3: {
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
                        case 4: {
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
                        case 5: {
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
                        case 6: {
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
                        case 7: {
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
                        case 8: {
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
                        case 9: {
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
                        case 10: {
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
                        case 11: {
                                if (wireType === 2) {
                                    if (!(message.lengthM && message.lengthM.length))
                                        message.lengthM = [];
                                    reader.doubles(message.lengthM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.lengthM && message.lengthM.length))
                                    message.lengthM = [];
                                message.lengthM.push(reader.double());
                                continue;
                            }
                        case 12: {
                                if (wireType === 2) {
                                    if (!(message.widthM && message.widthM.length))
                                        message.widthM = [];
                                    reader.doubles(message.widthM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.widthM && message.widthM.length))
                                    message.widthM = [];
                                message.widthM.push(reader.double());
                                continue;
                            }
                        case 13: {
                                if (wireType === 2) {
                                    if (!(message.heightM && message.heightM.length))
                                        message.heightM = [];
                                    reader.doubles(message.heightM);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.heightM && message.heightM.length))
                                    message.heightM = [];
                                message.heightM.push(reader.double());
                                continue;
                            }
                        case 14: {
                                if (wireType === 2) {
                                    if (!(message.ageNs && message.ageNs.length))
                                        message.ageNs = [];
                                    reader.uint64s(message.ageNs);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.ageNs && message.ageNs.length))
                                    message.ageNs = [];
                                message.ageNs.push(reader.uint64());
                                continue;
                            }
                        case 15: {
                                if (wireType === 2) {
                                    if (!(message.existence && message.existence.length))
                                        message.existence = [];
                                    reader.floats(message.existence);
                                    continue;
                                }
                                if (wireType !== 5)
                                    break;
                                if (!(message.existence && message.existence.length))
                                    message.existence = [];
                                message.existence.push(reader.float());
                                continue;
                            }
                        case 16: {
                                if (wireType === 2) {
                                    if (!(message.lights && message.lights.length))
                                        message.lights = [];
                                    reader.uint32s(message.lights);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.lights && message.lights.length))
                                    message.lights = [];
                                message.lights.push(reader.uint32());
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

                return Objects;
            })();

            v1.ObjectClass = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "OBJECT_CLASS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "OBJECT_CLASS_CAR"] = 1;
                values[valuesById[2] = "OBJECT_CLASS_TRUCK"] = 2;
                values[valuesById[3] = "OBJECT_CLASS_BUS"] = 3;
                values[valuesById[4] = "OBJECT_CLASS_MOTORCYCLE"] = 4;
                values[valuesById[5] = "OBJECT_CLASS_BICYCLE"] = 5;
                values[valuesById[6] = "OBJECT_CLASS_PEDESTRIAN"] = 6;
                values[valuesById[7] = "OBJECT_CLASS_ANIMAL"] = 7;
                values[valuesById[8] = "OBJECT_CLASS_STATIC"] = 8;
                values[valuesById[9] = "OBJECT_CLASS_OTHER"] = 9;
                return values;
            })();

            v1.TrafficLight = (function() {

                const TrafficLight = function (properties) {
                    this.laneIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                TrafficLight.prototype.id = "";
                TrafficLight.prototype.color = 0;
                TrafficLight.prototype.laneIds = $util.emptyArray;
                TrafficLight.prototype.stopPoint = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrafficLight.prototype, "_stopPoint", {
                    get: $util.oneOfGetter($oneOfFields = ["stopPoint"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                TrafficLight.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(10).string(message.id);
                    if (message.color != null && $Object.hasOwnProperty.call(message, "color") && message.color !== 0)
                        writer.uint32(16).int32(message.color);
                    if (message.laneIds != null && message.laneIds.length)
                        for (let i = 0; i < message.laneIds.length; ++i)
                            writer.uint32(26).string(message.laneIds[i]);
                    if (message.stopPoint != null && $Object.hasOwnProperty.call(message, "stopPoint"))
                        $root.redrive.control.v1.Vec2.encode(message.stopPoint, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                TrafficLight.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.TrafficLight();
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
                                    message.color = value;
                                else
                                    delete message.color;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.laneIds && message.laneIds.length))
                                    message.laneIds = [];
                                message.laneIds.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.stopPoint = $root.redrive.control.v1.Vec2.decode(reader, reader.size(), $undefined, _depth + 1, message.stopPoint);
                                message._stopPoint = "stopPoint";
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

                return TrafficLight;
            })();

            v1.LightColor = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "LIGHT_COLOR_UNSPECIFIED"] = 0;
                values[valuesById[1] = "LIGHT_COLOR_RED"] = 1;
                values[valuesById[2] = "LIGHT_COLOR_YELLOW"] = 2;
                values[valuesById[3] = "LIGHT_COLOR_GREEN"] = 3;
                values[valuesById[4] = "LIGHT_COLOR_FLASHING_RED"] = 4;
                values[valuesById[5] = "LIGHT_COLOR_FLASHING_YELLOW"] = 5;
                values[valuesById[6] = "LIGHT_COLOR_OFF"] = 6;
                return values;
            })();

            v1.Command = (function() {

                const Command = function (properties) {
                    this.debugScalars = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Command.prototype.tick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Command.prototype.none = null;
                Command.prototype.accelSteer = null;
                Command.prototype.actuator = null;
                Command.prototype.trajectory = null;
                Command.prototype.longitudinal = null;
                Command.prototype.mode = 0;
                Command.prototype.computeNs = null;
                Command.prototype.debugScalars = $util.emptyArray;
                Command.prototype.debugBlob = $util.newBuffer([]);

                let $oneOfFields;

                $Object.defineProperty(Command.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["none", "accelSteer", "actuator", "trajectory", "longitudinal"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Command.prototype, "_computeNs", {
                    get: $util.oneOfGetter($oneOfFields = ["computeNs"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Command.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tick != null && $Object.hasOwnProperty.call(message, "tick") && (typeof message.tick === "object" ? message.tick.low || message.tick.high : message.tick !== 0))
                        writer.uint32(8).uint64(message.tick);
                    if (message.none != null && $Object.hasOwnProperty.call(message, "none"))
                        $root.redrive.control.v1.None.encode(message.none, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.accelSteer != null && $Object.hasOwnProperty.call(message, "accelSteer"))
                        $root.redrive.control.v1.AccelSteer.encode(message.accelSteer, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.actuator != null && $Object.hasOwnProperty.call(message, "actuator"))
                        $root.redrive.control.v1.Actuator.encode(message.actuator, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.trajectory != null && $Object.hasOwnProperty.call(message, "trajectory"))
                        $root.redrive.control.v1.Trajectory.encode(message.trajectory, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.longitudinal != null && $Object.hasOwnProperty.call(message, "longitudinal"))
                        $root.redrive.control.v1.Longitudinal.encode(message.longitudinal, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(56).int32(message.mode);
                    if (message.computeNs != null && $Object.hasOwnProperty.call(message, "computeNs"))
                        writer.uint32(64).uint64(message.computeNs);
                    if (message.debugScalars != null && message.debugScalars.length)
                        for (let i = 0; i < message.debugScalars.length; ++i)
                            $root.redrive.control.v1.Scalar.encode(message.debugScalars[i], writer.uint32(74).fork(), _depth + 1).ldelim();
                    if (message.debugBlob != null && $Object.hasOwnProperty.call(message, "debugBlob") && message.debugBlob.length)
                        writer.uint32(82).bytes(message.debugBlob);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Command.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Command();
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
                                message.none = $root.redrive.control.v1.None.decode(reader, reader.size(), $undefined, _depth + 1, message.none);
                                message.kind = "none";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.accelSteer = $root.redrive.control.v1.AccelSteer.decode(reader, reader.size(), $undefined, _depth + 1, message.accelSteer);
                                message.kind = "accelSteer";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.actuator = $root.redrive.control.v1.Actuator.decode(reader, reader.size(), $undefined, _depth + 1, message.actuator);
                                message.kind = "actuator";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.trajectory = $root.redrive.control.v1.Trajectory.decode(reader, reader.size(), $undefined, _depth + 1, message.trajectory);
                                message.kind = "trajectory";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.longitudinal = $root.redrive.control.v1.Longitudinal.decode(reader, reader.size(), $undefined, _depth + 1, message.longitudinal);
                                message.kind = "longitudinal";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                message.computeNs = reader.uint64();
                                message._computeNs = "computeNs";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.debugScalars && message.debugScalars.length))
                                    message.debugScalars = [];
                                message.debugScalars.push($root.redrive.control.v1.Scalar.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.debugBlob = value;
                                else
                                    delete message.debugBlob;
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

                return Command;
            })();

            v1.None = (function() {

                const None = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                None.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                None.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.None();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
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

                return None;
            })();

            v1.AccelSteer = (function() {

                const AccelSteer = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                AccelSteer.prototype.accelMps2 = 0;
                AccelSteer.prototype.roadWheelAngleRad = null;
                AccelSteer.prototype.curvaturePerM = null;
                AccelSteer.prototype.roadWheelRateRadps = null;

                let $oneOfFields;

                $Object.defineProperty(AccelSteer.prototype, "lateral", {
                    get: $util.oneOfGetter($oneOfFields = ["roadWheelAngleRad", "curvaturePerM"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(AccelSteer.prototype, "_roadWheelRateRadps", {
                    get: $util.oneOfGetter($oneOfFields = ["roadWheelRateRadps"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                AccelSteer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accelMps2 != null && $Object.hasOwnProperty.call(message, "accelMps2") && !$Object.is(message.accelMps2, 0))
                        writer.uint32(9).double(message.accelMps2);
                    if (message.roadWheelAngleRad != null && $Object.hasOwnProperty.call(message, "roadWheelAngleRad"))
                        writer.uint32(17).double(message.roadWheelAngleRad);
                    if (message.curvaturePerM != null && $Object.hasOwnProperty.call(message, "curvaturePerM"))
                        writer.uint32(25).double(message.curvaturePerM);
                    if (message.roadWheelRateRadps != null && $Object.hasOwnProperty.call(message, "roadWheelRateRadps"))
                        writer.uint32(33).double(message.roadWheelRateRadps);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                AccelSteer.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.AccelSteer();
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
                                    message.accelMps2 = value;
                                else
                                    delete message.accelMps2;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                message.roadWheelAngleRad = reader.double();
                                message.lateral = "roadWheelAngleRad";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                message.curvaturePerM = reader.double();
                                message.lateral = "curvaturePerM";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                message.roadWheelRateRadps = reader.double();
                                message._roadWheelRateRadps = "roadWheelRateRadps";
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

                return AccelSteer;
            })();

            v1.Actuator = (function() {

                const Actuator = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Actuator.prototype.throttle = 0;
                Actuator.prototype.brake = 0;
                Actuator.prototype.steeringWheelAngleRad = 0;
                Actuator.prototype.gear = null;
                Actuator.prototype.handBrake = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Actuator.prototype, "_gear", {
                    get: $util.oneOfGetter($oneOfFields = ["gear"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Actuator.prototype, "_handBrake", {
                    get: $util.oneOfGetter($oneOfFields = ["handBrake"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Actuator.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.throttle != null && $Object.hasOwnProperty.call(message, "throttle") && !$Object.is(message.throttle, 0))
                        writer.uint32(9).double(message.throttle);
                    if (message.brake != null && $Object.hasOwnProperty.call(message, "brake") && !$Object.is(message.brake, 0))
                        writer.uint32(17).double(message.brake);
                    if (message.steeringWheelAngleRad != null && $Object.hasOwnProperty.call(message, "steeringWheelAngleRad") && !$Object.is(message.steeringWheelAngleRad, 0))
                        writer.uint32(25).double(message.steeringWheelAngleRad);
                    if (message.gear != null && $Object.hasOwnProperty.call(message, "gear"))
                        writer.uint32(32).int32(message.gear);
                    if (message.handBrake != null && $Object.hasOwnProperty.call(message, "handBrake"))
                        writer.uint32(40).bool(message.handBrake);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Actuator.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Actuator();
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
                                    message.throttle = value;
                                else
                                    delete message.throttle;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.brake = value;
                                else
                                    delete message.brake;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.steeringWheelAngleRad = value;
                                else
                                    delete message.steeringWheelAngleRad;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.gear = reader.int32();
                                message._gear = "gear";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                message.handBrake = reader.bool();
                                message._handBrake = "handBrake";
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

                return Actuator;
            })();

            v1.Longitudinal = (function() {

                const Longitudinal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Longitudinal.prototype.accelMps2 = 0;

                Longitudinal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accelMps2 != null && $Object.hasOwnProperty.call(message, "accelMps2") && !$Object.is(message.accelMps2, 0))
                        writer.uint32(9).double(message.accelMps2);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Longitudinal.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Longitudinal();
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
                                    message.accelMps2 = value;
                                else
                                    delete message.accelMps2;
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

                return Longitudinal;
            })();

            v1.Trajectory = (function() {

                const Trajectory = function (properties) {
                    this.points = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Trajectory.prototype.frame = 0;
                Trajectory.prototype.points = $util.emptyArray;

                Trajectory.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame !== 0)
                        writer.uint32(8).int32(message.frame);
                    if (message.points != null && message.points.length)
                        for (let i = 0; i < message.points.length; ++i)
                            $root.redrive.control.v1.TrajectoryPoint.encode(message.points[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Trajectory.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Trajectory();
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
                                    message.frame = value;
                                else
                                    delete message.frame;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.points && message.points.length))
                                    message.points = [];
                                message.points.push($root.redrive.control.v1.TrajectoryPoint.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return Trajectory;
            })();

            v1.Frame = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FRAME_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FRAME_MAP"] = 1;
                values[valuesById[2] = "FRAME_EGO_AT_TICK"] = 2;
                return values;
            })();

            v1.TrajectoryPoint = (function() {

                const TrajectoryPoint = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                TrajectoryPoint.prototype.tNs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                TrajectoryPoint.prototype.xM = 0;
                TrajectoryPoint.prototype.yM = 0;
                TrajectoryPoint.prototype.yawRad = 0;
                TrajectoryPoint.prototype.vMps = null;
                TrajectoryPoint.prototype.accelMps2 = null;
                TrajectoryPoint.prototype.curvaturePerM = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrajectoryPoint.prototype, "_vMps", {
                    get: $util.oneOfGetter($oneOfFields = ["vMps"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrajectoryPoint.prototype, "_accelMps2", {
                    get: $util.oneOfGetter($oneOfFields = ["accelMps2"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrajectoryPoint.prototype, "_curvaturePerM", {
                    get: $util.oneOfGetter($oneOfFields = ["curvaturePerM"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                TrajectoryPoint.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tNs != null && $Object.hasOwnProperty.call(message, "tNs") && (typeof message.tNs === "object" ? message.tNs.low || message.tNs.high : message.tNs !== 0))
                        writer.uint32(8).int64(message.tNs);
                    if (message.xM != null && $Object.hasOwnProperty.call(message, "xM") && !$Object.is(message.xM, 0))
                        writer.uint32(17).double(message.xM);
                    if (message.yM != null && $Object.hasOwnProperty.call(message, "yM") && !$Object.is(message.yM, 0))
                        writer.uint32(25).double(message.yM);
                    if (message.yawRad != null && $Object.hasOwnProperty.call(message, "yawRad") && !$Object.is(message.yawRad, 0))
                        writer.uint32(33).double(message.yawRad);
                    if (message.vMps != null && $Object.hasOwnProperty.call(message, "vMps"))
                        writer.uint32(41).double(message.vMps);
                    if (message.accelMps2 != null && $Object.hasOwnProperty.call(message, "accelMps2"))
                        writer.uint32(49).double(message.accelMps2);
                    if (message.curvaturePerM != null && $Object.hasOwnProperty.call(message, "curvaturePerM"))
                        writer.uint32(57).double(message.curvaturePerM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                TrajectoryPoint.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.TrajectoryPoint();
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
                                    message.tNs = value;
                                else
                                    delete message.tNs;
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
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                message.vMps = reader.double();
                                message._vMps = "vMps";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                message.accelMps2 = reader.double();
                                message._accelMps2 = "accelMps2";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                message.curvaturePerM = reader.double();
                                message._curvaturePerM = "curvaturePerM";
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

                return TrajectoryPoint;
            })();

            v1.DrivingMode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "DRIVING_MODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "DRIVING_MODE_ENGAGED"] = 1;
                values[valuesById[2] = "DRIVING_MODE_TAKEOVER_REQUEST"] = 2;
                values[valuesById[3] = "DRIVING_MODE_MINIMUM_RISK"] = 3;
                values[valuesById[4] = "DRIVING_MODE_DISENGAGED"] = 4;
                return values;
            })();

            v1.Scalar = (function() {

                const Scalar = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Scalar.prototype.name = "";
                Scalar.prototype.value = 0;

                Scalar.encode = function (message, writer, _depth) {
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

                Scalar.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Scalar();
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

                return Scalar;
            })();

            v1.AppliedCommand = (function() {

                const AppliedCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                AppliedCommand.prototype.fromTick = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                AppliedCommand.prototype.accelMps2 = 0;
                AppliedCommand.prototype.roadWheelAngleRad = 0;
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
                        writer.uint32(8).uint64(message.fromTick);
                    if (message.accelMps2 != null && $Object.hasOwnProperty.call(message, "accelMps2") && !$Object.is(message.accelMps2, 0))
                        writer.uint32(17).double(message.accelMps2);
                    if (message.roadWheelAngleRad != null && $Object.hasOwnProperty.call(message, "roadWheelAngleRad") && !$Object.is(message.roadWheelAngleRad, 0))
                        writer.uint32(25).double(message.roadWheelAngleRad);
                    if (message.clamped != null && $Object.hasOwnProperty.call(message, "clamped") && message.clamped !== false)
                        writer.uint32(32).bool(message.clamped);
                    if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== false)
                        writer.uint32(40).bool(message.held);
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
                    message = _target || new $root.redrive.control.v1.AppliedCommand();
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
                                    message.fromTick = value;
                                else
                                    delete message.fromTick;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.accelMps2 = value;
                                else
                                    delete message.accelMps2;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.roadWheelAngleRad = value;
                                else
                                    delete message.roadWheelAngleRad;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.clamped = value;
                                else
                                    delete message.clamped;
                                continue;
                            }
                        case 5: {
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

            v1.ScenarioEnd = (function() {

                const ScenarioEnd = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ScenarioEnd.prototype.reason = 0;
                ScenarioEnd.prototype.ticks = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ScenarioEnd.prototype.detail = "";

                ScenarioEnd.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(8).int32(message.reason);
                    if (message.ticks != null && $Object.hasOwnProperty.call(message, "ticks") && (typeof message.ticks === "object" ? message.ticks.low || message.ticks.high : message.ticks !== 0))
                        writer.uint32(16).uint64(message.ticks);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(26).string(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ScenarioEnd.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.ScenarioEnd();
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
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ticks = value;
                                else
                                    delete message.ticks;
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

                return ScenarioEnd;
            })();

            v1.EndReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "END_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "END_REASON_COMPLETED"] = 1;
                values[valuesById[2] = "END_REASON_GOAL"] = 2;
                values[valuesById[3] = "END_REASON_STOP_CONDITION"] = 3;
                values[valuesById[4] = "END_REASON_CONTACT"] = 4;
                values[valuesById[5] = "END_REASON_OFF_MAP"] = 5;
                values[valuesById[6] = "END_REASON_DISENGAGED"] = 6;
                values[valuesById[7] = "END_REASON_MAX_TICKS"] = 7;
                values[valuesById[8] = "END_REASON_NOT_TRIGGERED"] = 8;
                values[valuesById[9] = "END_REASON_DIVERGED"] = 9;
                values[valuesById[10] = "END_REASON_CONTROLLER_FAULT"] = 10;
                values[valuesById[11] = "END_REASON_CONTROLLER_TIMEOUT"] = 11;
                values[valuesById[12] = "END_REASON_ABORTED"] = 12;
                values[valuesById[13] = "END_REASON_INPUT_ERROR"] = 13;
                values[valuesById[14] = "END_REASON_HARNESS_ERROR"] = 14;
                return values;
            })();

            v1.ScenarioEndAck = (function() {

                const ScenarioEndAck = function (properties) {
                    this.metrics = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ScenarioEndAck.prototype.metrics = $util.emptyObject;

                ScenarioEndAck.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.metrics != null && $Object.hasOwnProperty.call(message, "metrics"))
                        for (let keys = $Object.keys(message.metrics), i = 0; i < keys.length; ++i)
                            writer.uint32(10).fork().uint32(10).string(keys[i]).uint32(17).double(message.metrics[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ScenarioEndAck.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.redrive.control.v1.ScenarioEndAck();
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
                                if (message.metrics === $util.emptyObject)
                                    message.metrics = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = 0;
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 1)
                                            break;
                                        value = reader.double();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.metrics, key);
                                message.metrics[key] = value;
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

                return ScenarioEndAck;
            })();

            v1.Ping = (function() {

                const Ping = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Ping.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Ping.prototype.harnessMonoNs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                Ping.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                        writer.uint32(8).uint64(message.nonce);
                    if (message.harnessMonoNs != null && $Object.hasOwnProperty.call(message, "harnessMonoNs") && (typeof message.harnessMonoNs === "object" ? message.harnessMonoNs.low || message.harnessMonoNs.high : message.harnessMonoNs !== 0))
                        writer.uint32(16).int64(message.harnessMonoNs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Ping.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Ping();
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
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.harnessMonoNs = value;
                                else
                                    delete message.harnessMonoNs;
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

                return Ping;
            })();

            v1.Pong = (function() {

                const Pong = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Pong.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Pong.prototype.controllerMonoNs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                Pong.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                        writer.uint32(8).uint64(message.nonce);
                    if (message.controllerMonoNs != null && $Object.hasOwnProperty.call(message, "controllerMonoNs") && (typeof message.controllerMonoNs === "object" ? message.controllerMonoNs.low || message.controllerMonoNs.high : message.controllerMonoNs !== 0))
                        writer.uint32(16).int64(message.controllerMonoNs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Pong.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Pong();
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
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.controllerMonoNs = value;
                                else
                                    delete message.controllerMonoNs;
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

                return Pong;
            })();

            v1.Goodbye = (function() {

                const Goodbye = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Goodbye.prototype.reason = "";

                Goodbye.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(10).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Goodbye.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Goodbye();
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

                return Goodbye;
            })();

            v1.Fault = (function() {

                const Fault = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Fault.prototype.code = 0;
                Fault.prototype.message = "";
                Fault.prototype.tick = null;
                Fault.prototype.fatal = false;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Fault.prototype, "_tick", {
                    get: $util.oneOfGetter($oneOfFields = ["tick"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Fault.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(8).int32(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(18).string(message.message);
                    if (message.tick != null && $Object.hasOwnProperty.call(message, "tick"))
                        writer.uint32(24).uint64(message.tick);
                    if (message.fatal != null && $Object.hasOwnProperty.call(message, "fatal") && message.fatal !== false)
                        writer.uint32(32).bool(message.fatal);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Fault.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.Fault();
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
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                message.tick = reader.uint64();
                                message._tick = "tick";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.fatal = value;
                                else
                                    delete message.fatal;
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

                return Fault;
            })();

            v1.FaultCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FAULT_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FAULT_CODE_BAD_MAGIC"] = 1;
                values[valuesById[2] = "FAULT_CODE_BAD_FRAME"] = 2;
                values[valuesById[3] = "FAULT_CODE_FRAME_TOO_LARGE"] = 3;
                values[valuesById[4] = "FAULT_CODE_UNSUPPORTED_VERSION"] = 4;
                values[valuesById[5] = "FAULT_CODE_UNAUTHENTICATED"] = 5;
                values[valuesById[6] = "FAULT_CODE_NO_COMMON_COMMAND_KIND"] = 6;
                values[valuesById[7] = "FAULT_CODE_HANDSHAKE_TIMEOUT"] = 7;
                values[valuesById[20] = "FAULT_CODE_UNEXPECTED_MESSAGE"] = 20;
                values[valuesById[21] = "FAULT_CODE_UNKNOWN_SESSION"] = 21;
                values[valuesById[22] = "FAULT_CODE_WRONG_TICK"] = 22;
                values[valuesById[23] = "FAULT_CODE_DUPLICATE_COMMAND"] = 23;
                values[valuesById[24] = "FAULT_CODE_INVALID_COMMAND"] = 24;
                values[valuesById[25] = "FAULT_CODE_TIMEOUT"] = 25;
                values[valuesById[26] = "FAULT_CODE_CONTROLLER_INTERNAL"] = 26;
                values[valuesById[27] = "FAULT_CODE_HARNESS_INTERNAL"] = 27;
                values[valuesById[28] = "FAULT_CODE_SCENARIO_UNSUPPORTED"] = 28;
                values[valuesById[29] = "FAULT_CODE_DISCONNECTED"] = 29;
                values[valuesById[30] = "FAULT_CODE_GOODBYE"] = 30;
                return values;
            })();

            v1.VehicleReport = (function() {

                const VehicleReport = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                VehicleReport.prototype.controllerMonoNs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                VehicleReport.prototype.ego = null;
                VehicleReport.prototype.positionSigmaM = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(VehicleReport.prototype, "_positionSigmaM", {
                    get: $util.oneOfGetter($oneOfFields = ["positionSigmaM"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                VehicleReport.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.controllerMonoNs != null && $Object.hasOwnProperty.call(message, "controllerMonoNs") && (typeof message.controllerMonoNs === "object" ? message.controllerMonoNs.low || message.controllerMonoNs.high : message.controllerMonoNs !== 0))
                        writer.uint32(8).int64(message.controllerMonoNs);
                    if (message.ego != null && $Object.hasOwnProperty.call(message, "ego"))
                        $root.redrive.control.v1.EgoState.encode(message.ego, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.positionSigmaM != null && $Object.hasOwnProperty.call(message, "positionSigmaM"))
                        writer.uint32(25).double(message.positionSigmaM);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                VehicleReport.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.redrive.control.v1.VehicleReport();
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
                                    message.controllerMonoNs = value;
                                else
                                    delete message.controllerMonoNs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.ego = $root.redrive.control.v1.EgoState.decode(reader, reader.size(), $undefined, _depth + 1, message.ego);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                message.positionSigmaM = reader.double();
                                message._positionSigmaM = "positionSigmaM";
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

                return VehicleReport;
            })();

            return v1;
        })();

        return control;
    })();

    return redrive;
})();

export {
  $root as default
};
