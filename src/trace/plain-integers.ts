import protobuf from "protobufjs/minimal.js";

/**
 * Makes protobufjs read 64-bit integers as plain numbers in this process: all of ours stay below 2^53, and where the package
 * `long` happens to be installed it would hand out objects instead. Imported for its effect, before any message is decoded.
 */
Object.assign(protobuf.util, { Long: null });
protobuf.configure();
