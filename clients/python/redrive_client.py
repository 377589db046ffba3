"""The redrive controller protocol for Python: connect, answer, until the harness says goodbye.

    import redrive_client as redrive
    redrive.run("my planner", on_start=reset, on_observation=drive)

Needs the protobuf runtime, 3.20 or newer (Debian: python3-protobuf, for /usr/bin/python3). Fields, units and frames of the
messages: redrive_control_v1_pb2, generated from proto/redrive/control/v1/control.proto, which says what each of them means.
"""
import os
import socket
import struct
import sys

try:
    import redrive_control_v1_pb2 as pb
except ImportError as error:
    sys.exit(f"{sys.executable} has no protobuf runtime ({error}). Debian: apt install python3-protobuf, then use /usr/bin/python3. "
             "Elsewhere: python3 -m pip install protobuf.")

MAGIC = b"REDRIVE1"
VERSION = (1, 0)


def run(name, on_start, on_observation, on_end=None, build="", kinds=(pb.COMMAND_KIND_ACCEL_STEER,), wants_map=False,
        wants_route=True, deterministic=True):
    """Drives every scenario that the harness sends over one connection; returns when it says goodbye.

    on_start(start)        a ScenarioStart: forget everything learned before, keep what is needed of it.
    on_observation(o, c)   an Observation and an empty Command to fill in; its tick is set already.
    on_end(end)            a ScenarioEnd, or leave it out.
    An exception in any of them is told to the harness as this controller's own fault, and ends the process.
    """
    stream = _connect(os.environ["REDRIVE_CONTROLLER_ADDR"])
    reader = stream.makefile("rb", buffering=1 << 16)
    stream.sendall(MAGIC)
    _send(stream, _hello(name, build, kinds, wants_map, wants_route, deterministic))
    if reader.read(len(MAGIC)) != MAGIC:
        sys.exit("the other side does not speak the redrive protocol, or refused the connection")
    while True:
        message = _receive(reader)
        if message is None:
            return
        answer = pb.ToHarness(session=message.session)
        try:
            if not _answer(message, answer, on_start, on_observation, on_end):
                return
        except Exception as error:
            answer.fault.code = pb.FAULT_CODE_CONTROLLER_INTERNAL
            answer.fault.message = f"{type(error).__name__}: {error}"[:1000]
            answer.fault.fatal = True
            _send(stream, answer)
            raise
        if answer.WhichOneof("body"):
            _send(stream, answer)


def _answer(message, answer, on_start, on_observation, on_end):
    """Fills the answer to one message; False after the last."""
    kind = message.WhichOneof("body")
    if kind == "observation":
        answer.command.tick = message.observation.tick
        on_observation(message.observation, answer.command)
    elif kind == "scenario_start":
        on_start(message.scenario_start)
        answer.scenario_ready.SetInParent()
    elif kind == "scenario_end":
        if on_end is not None:
            on_end(message.scenario_end)
        answer.scenario_end_ack.SetInParent()
    elif kind == "ping":
        answer.pong.nonce = message.ping.nonce
    elif kind == "fault":
        print(f"redrive: {pb.FaultCode.Name(message.fault.code)}: {message.fault.message}", file=sys.stderr)
        return not message.fault.fatal
    elif kind == "goodbye":
        return False
    return True


def _hello(name, build, kinds, wants_map, wants_route, deterministic):
    envelope = pb.ToHarness()
    hello = envelope.hello
    hello.supported.add(major=VERSION[0], minor=VERSION[1])
    hello.name = name
    hello.build = build
    hello.auth_token = os.environ.get("REDRIVE_TOKEN", "").encode()
    can = hello.capabilities
    can.command_kinds.extend(kinds)
    can.can_reset = True
    can.wants_map = wants_map
    can.wants_route = wants_route
    can.claims_deterministic = deterministic
    return envelope


def _connect(address):
    """A socket to "unix:/path" or "tcp:host:port"."""
    kind, _, rest = address.partition(":")
    if kind == "unix":
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(rest)
        return stream
    host, _, port = rest.rpartition(":")
    stream = socket.create_connection((host, int(port)))
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
