"""The redrive controller protocol for Python: connect, answer, until the harness says goodbye.

    import redrive_client as redrive

    class Driver:
        def __init__(self, start): ...
        def drive(self, observation, command): ...

    redrive.run("my planner", Driver)

Needs the protobuf runtime, 3.20 or newer (Debian: python3-protobuf, for /usr/bin/python3). Fields, units and frames of the
messages: redrive_control_v1_pb2, generated from proto/redrive/control/v1/control.proto, which says what each of them means.
"""
import os
import socket
import struct
import sys
import time
import traceback

try:
    import redrive_control_v1_pb2 as pb
except ImportError as error:
    sys.exit(f"{sys.executable} has no protobuf runtime ({error}). Debian: apt install python3-protobuf, then use /usr/bin/python3. "
             "Elsewhere: python3 -m pip install protobuf.")

MAGIC = b"REDRIVE1"
VERSION = (1, 0)


def run(name, new_driver, build="", kinds=(pb.COMMAND_KIND_ACCEL_STEER,), wants_map=False, wants_route=True,
        wants_traffic_lights=False, deterministic=True, max_sessions=16, history_ns=0, period_ns=0):
    """Drives every scenario that the harness sends over one connection; returns when it says goodbye.

    new_driver(start)   called with the ScenarioStart of each scenario; gives the driver of this one scenario:
      .drive(observation, command)   fills in an empty Command; its tick is set already.
      .end(end)                      gets the ScenarioEnd; may be left out.
    Up to max_sessions scenarios are under way at once, each with a driver of its own.
    An exception is told to the harness as this controller's own fault, and ends its scenario; the others go on.
    """
    stream = _connect(os.environ["REDRIVE_CONTROLLER_ADDR"])
    reader = stream.makefile("rb", buffering=1 << 16)
    stream.sendall(MAGIC)
    _send(stream, _hello(name, build, pb.Capabilities(
        command_kinds=kinds, wants_map=wants_map, wants_route=wants_route, wants_traffic_lights=wants_traffic_lights,
        claims_deterministic=deterministic, can_reset=True, max_sessions=max_sessions, history_ns=history_ns,
        period_ns=period_ns)))
    if reader.read(len(MAGIC)) != MAGIC:
        sys.exit("the other side does not speak the redrive protocol, or refused the connection")
    drivers = {}  # of each session
    while True:
        message = _receive(reader)
        if message is None or _is_last(message):
            return
        answer = pb.ToHarness(session=message.session)
        try:
            _answer(message, answer, drivers, new_driver)
        except Exception as error:
            traceback.print_exc()
            drivers.pop(message.session, None)
            answer.fault.code = pb.FAULT_CODE_CONTROLLER_INTERNAL
            answer.fault.message = f"{type(error).__name__}: {error}"[:250]
        if answer.WhichOneof("body"):
            _send(stream, answer)


def _answer(message, answer, drivers, new_driver):
    """Fills the answer to one message; leaves it empty where none is wanted."""
    kind, session = message.WhichOneof("body"), message.session
    if kind == "observation":
        answer.command.tick = message.observation.tick
        drivers[session].drive(message.observation, answer.command)
    elif kind == "scenario_start":
        drivers[session] = new_driver(message.scenario_start)
        answer.scenario_ready.SetInParent()
    elif kind == "scenario_end":
        end = getattr(drivers.pop(session, None), "end", None)
        if end is not None:
            end(message.scenario_end)
        answer.scenario_end_ack.SetInParent()
    elif kind == "ping":
        answer.pong.nonce = message.ping.nonce
        answer.pong.controller_mono_ns = time.monotonic_ns()


def _is_last(message):
    """Whether the harness leaves with this message."""
    if message.HasField("fault"):
        code = message.fault.code
        name = pb.FaultCode.Name(code) if code in pb.FaultCode.values() else code  # later versions may add some
        print(f"redrive: {name}: {message.fault.message}", file=sys.stderr)
        return message.fault.fatal
    return message.HasField("goodbye")


def _hello(name, build, capabilities):
    token = os.environ.get("REDRIVE_TOKEN", "").encode()
    version = pb.Version(major=VERSION[0], minor=VERSION[1])
    hello = pb.Hello(supported=[version], name=name, build=build, auth_token=token, capabilities=capabilities)
    return pb.ToHarness(hello=hello)


def _connect(address):
    """A socket to "unix:/path" or "tcp:host:port"."""
    kind, _, rest = address.partition(":")
    if kind == "unix":
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(rest)
        return stream
    host, _, port = rest.rpartition(":")
    stream = socket.create_connection((host.strip("[]"), int(port)))  # IPv6 comes in brackets
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return stream


def _send(stream, envelope):
    body = envelope.SerializeToString()
    stream.sendall(struct.pack("<I", len(body)) + body)


def _receive(reader):
    """The next envelope; None where the harness has closed the connection."""
    header = reader.read(4)
    if len(header) < 4:
        return None
    body = reader.read(struct.unpack("<I", header)[0])
    return pb.ToController.FromString(body)
