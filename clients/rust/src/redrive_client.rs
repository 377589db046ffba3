//! The redrive controller protocol for Rust: connect, answer, until the harness says goodbye.
//!
//!     fn main() -> Result<(), redrive_client::Error> {
//!         redrive_client::run(About { name: "my planner", build: "1.0", ..Default::default() }, |start| {
//!             Ok(Box::new(move |o| Ok(pb::AccelSteer { .. }.into())))
//!         })
//!     }
//!
//! Needs prost, which makes `pb` of control.proto (build.rs). Its comments say what each field means, in which unit and frame.

use prost::Message;
use std::collections::HashMap;
use std::io::{self, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Instant;

/// The messages of the protocol; what a controller does not use is there as well.
#[allow(dead_code)]
pub mod pb {
    include!(concat!(env!("OUT_DIR"), "/redrive.control.v1.rs"));

    impl From<AccelSteer> for command::Kind {
        fn from(command: AccelSteer) -> Self {
            command::Kind::AccelSteer(command)
        }
    }
    impl From<Longitudinal> for command::Kind {
        fn from(command: Longitudinal) -> Self {
            command::Kind::Longitudinal(command)
        }
    }
}

use pb::{to_controller::Body as FromHarness, to_harness::Body as ToHarness};

pub type Error = Box<dyn std::error::Error>;

/// Answers the observations of one scenario. Made at its start; what it remembers it owns, so that each scenario begins afresh.
pub type Drive = Box<dyn FnMut(&pb::Observation) -> Result<pb::command::Kind, Error>>;

/// What the controller tells about itself.
pub struct About {
    pub name: &'static str,
    /// A version or git hash, recorded in every result.
    pub build: &'static str,
    pub kinds: Vec<pb::CommandKind>,
    pub wants_map: bool,
    pub wants_route: bool,
    pub wants_traffic_lights: bool,
    pub deterministic: bool,
    /// Scenarios that may be under way at once, each with a Drive of its own.
    pub max_sessions: u32,
    /// Past wanted in ScenarioStart.history.
    pub history_ns: u64,
    /// Virtual time wanted between observations; 0: as the scenario sets it.
    pub period_ns: u64,
}

impl Default for About {
    fn default() -> Self {
        About {
            name: "",
            build: "",
            kinds: vec![pb::CommandKind::AccelSteer],
            wants_map: false,
            wants_route: true,
            wants_traffic_lights: false,
            deterministic: true,
            max_sessions: 16,
            history_ns: 0,
            period_ns: 0,
        }
    }
}

/// Drives every scenario that the harness sends over one connection; returns when it says goodbye. `start` makes the Drive of each.
/// An error of `start` or of a Drive is told to the harness as this controller's own fault, and ends its scenario; the others go on.
pub fn run(about: About, mut start: impl FnMut(&pb::ScenarioStart) -> Result<Drive, Error>) -> Result<(), Error> {
    let address = std::env::var("REDRIVE_CONTROLLER_ADDR")
        .map_err(|_| "REDRIVE_CONTROLLER_ADDR is not set: redrive starts this program (--controller)")?;
    let (mut reader, mut writer) = connect(&address)?;
    writer.write_all(b"REDRIVE1")?;
    send(&mut writer, 0, ToHarness::Hello(hello(about)))?;
    let mut magic = [0; 8];
    if reader.read_exact(&mut magic).is_err() || &magic != b"REDRIVE1" {
        return Err("the other side does not speak the redrive protocol, or refused the connection".into());
    }
    let mut drives = HashMap::new(); // of each session
    let began = Instant::now();
    while let Some(message) = receive(&mut reader)? {
        let session = message.session;
        let answer = match message.body {
            Some(FromHarness::ScenarioStart(scenario)) => start(&scenario).map(|drive| {
                drives.insert(session, drive);
                ToHarness::ScenarioReady(pb::ScenarioReady::default())
            }),
            Some(FromHarness::Observation(o)) => decide(drives.get_mut(&session), &o),
            Some(FromHarness::ScenarioEnd(_)) => {
                drives.remove(&session);
                Ok(ToHarness::ScenarioEndAck(pb::ScenarioEndAck::default()))
            }
            Some(FromHarness::Ping(ping)) => {
                let controller_mono_ns = began.elapsed().as_nanos() as i64;
                Ok(ToHarness::Pong(pb::Pong { nonce: ping.nonce, controller_mono_ns }))
            }
            Some(FromHarness::Fault(fault)) => {
                eprintln!("redrive: {fault:?}");
                if fault.fatal {
                    return Ok(());
                }
                continue;
            }
            Some(FromHarness::Goodbye(_)) => return Ok(()),
            Some(FromHarness::Welcome(_)) | None => continue, // later versions may send more
        };
        let body = answer.unwrap_or_else(|error| {
            eprintln!("{error}");
            drives.remove(&session);
            let message = error.to_string().chars().take(250).collect();
            ToHarness::Fault(pb::Fault { code: pb::FaultCode::ControllerInternal as i32, message, tick: None, fatal: false })
        });
        send(&mut writer, session, body)?;
    }
    Ok(())
}

fn decide(drive: Option<&mut Drive>, observation: &pb::Observation) -> Result<ToHarness, Error> {
    let kind = drive.ok_or("an observation before the scenario's start")?(observation)?;
    Ok(ToHarness::Command(pb::Command { tick: observation.tick, kind: Some(kind), ..Default::default() }))
}

fn hello(about: About) -> pb::Hello {
    let capabilities = pb::Capabilities {
        command_kinds: about.kinds.iter().map(|&kind| kind as i32).collect(),
        max_sessions: about.max_sessions,
        history_ns: about.history_ns,
        period_ns: about.period_ns,
        can_reset: true,
        wants_map: about.wants_map,
        wants_route: about.wants_route,
        wants_traffic_lights: about.wants_traffic_lights,
        claims_deterministic: about.deterministic,
        ..Default::default()
    };
    pb::Hello {
        supported: vec![pb::Version { major: 1, minor: 0 }],
        name: about.name.into(),
        build: about.build.into(),
        auth_token: std::env::var("REDRIVE_TOKEN").unwrap_or_default().into_bytes(),
        capabilities: Some(capabilities),
        ..Default::default()
    }
}

/// Both ends of a connection to "unix:/path" or "tcp:host:port".
fn connect(address: &str) -> Result<(BufReader<Box<dyn Read>>, Box<dyn Write>), Error> {
    let (reader, writer): (Box<dyn Read>, Box<dyn Write>) = if let Some(path) = address.strip_prefix("unix:") {
        let stream = UnixStream::connect(path)?;
        (Box::new(stream.try_clone()?), Box::new(stream))
    } else {
        let stream = TcpStream::connect(address.strip_prefix("tcp:").unwrap_or(address))?;
        stream.set_nodelay(true)?; // small messages go out at once
        (Box::new(stream.try_clone()?), Box::new(stream))
    };
    Ok((BufReader::with_capacity(1 << 16, reader), writer))
}

/// A frame: four bytes of length, then the message.
fn send(writer: &mut impl Write, session: u32, body: ToHarness) -> io::Result<()> {
    let message = pb::ToHarness { session, body: Some(body) }.encode_to_vec();
    let mut frame = (message.len() as u32).to_le_bytes().to_vec();
    frame.extend(message);
    writer.write_all(&frame)
}

/// The next message; None where the harness has closed the connection.
fn receive(reader: &mut impl Read) -> Result<Option<pb::ToController>, Error> {
    let mut length = [0; 4];
    if reader.read_exact(&mut length).is_err() {
        return Ok(None);
    }
    let mut frame = vec![0; u32::from_le_bytes(length) as usize];
    reader.read_exact(&mut frame)?;
    Ok(Some(pb::ToController::decode(&frame[..])?))
}
