// The redrive controller protocol for C++17: connect, answer, until the harness says goodbye.
//
//     int main() {
//       return redrive::run({"my planner", "1.0"}, [](const redrive::pb::ScenarioStart& start) {
//         return [=](const redrive::pb::Observation& o, redrive::pb::Command& c) { /* fill in c */ };
//       });
//     }
//
// Needs libprotobuf and control.pb.h, which protoc makes of control.proto. Its comments say what each field means, in which unit
// and frame. For Linux and macOS, on processors that store the lowest byte first (x86, ARM).
#pragma once

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "control.pb.h"

namespace redrive {

namespace pb = ::redrive::control::v1;

/// Answers the observations of one scenario: an Observation, and a Command to fill in; its tick is set already.
using Drive = std::function<void(const pb::Observation&, pb::Command&)>;

/// Called at the start of each scenario. What a Drive remembers it keeps itself, so that each scenario begins afresh.
using Start = std::function<Drive(const pb::ScenarioStart&)>;

/// What the controller tells about itself.
struct About {
  std::string name;
  std::string build;  // a version or git hash, recorded in every result
  std::vector<pb::CommandKind> kinds = {pb::COMMAND_KIND_ACCEL_STEER};
  bool wants_map = false;
  bool wants_route = true;
  bool wants_traffic_lights = false;
  bool deterministic = true;
  unsigned max_sessions = 16;  // scenarios that may be under way at once, each with a Drive of its own
  uint64_t history_ns = 0;     // past wanted in ScenarioStart.history
  uint64_t period_ns = 0;      // virtual time wanted between observations; 0: as the scenario sets it
};

/// One connection to the harness. Errors of the connection are std::runtime_error.
class Connection {
 public:
  /// To "unix:/path" or "tcp:host:port".
  explicit Connection(const std::string& address) {
    const auto port = address.rfind(':');
    if (address.rfind("unix:", 0) == 0)
      connect_unix(address.substr(5));
    else if (address.rfind("tcp:", 0) == 0 && port > 4)
      connect_tcp(without_brackets(address.substr(4, port - 4)), address.substr(port + 1));
    else
      throw std::runtime_error("REDRIVE_CONTROLLER_ADDR is neither unix:PATH nor tcp:HOST:PORT: " + address);
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void write(const std::string& bytes) {
    for (size_t done = 0; done < bytes.size();) {
      const ssize_t n = ::write(socket_, bytes.data() + done, bytes.size() - done);
      if (n <= 0) throw std::runtime_error("the connection to redrive broke");
      done += static_cast<size_t>(n);
    }
  }

  /// False where the harness has closed the connection first.
  bool read(char* bytes, size_t count) {
    while (count > 0) {
      const ssize_t n = ::read(socket_, bytes, count);
      if (n <= 0) return false;
      bytes += n;
      count -= static_cast<size_t>(n);
    }
    return true;
  }

  /// A frame: four bytes of length, then the message.
  void send(const pb::ToHarness& message) {
    std::string frame(4, '\0');
    message.AppendToString(&frame);
    const auto length = static_cast<uint32_t>(frame.size() - 4);
    std::memcpy(&frame[0], &length, 4);
    write(frame);
  }

  /// The next message; false where the harness has closed the connection.
  bool receive(pb::ToController& message) {
    uint32_t length = 0;
    if (!read(reinterpret_cast<char*>(&length), 4)) return false;
    buffer_.resize(length);
    if (!read(&buffer_[0], length)) return false;
    if (!message.ParseFromString(buffer_)) throw std::runtime_error("a frame of the harness is no message");
    return true;
  }

 private:
  void connect_unix(const std::string& path) {
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    if (path.size() >= sizeof to.sun_path) throw std::runtime_error("the path of the socket is too long: " + path);
    std::memcpy(to.sun_path, path.c_str(), path.size());
    socket_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error("cannot connect to " + path);
  }

  /// An IPv6 address comes in brackets, which the system's resolver does not take.
  static std::string without_brackets(const std::string& host) {
    return host.size() > 2 && host.front() == '[' ? host.substr(1, host.size() - 2) : host;
  }

  void connect_tcp(const std::string& host, const std::string& port) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) != 0) throw std::runtime_error("no such host: " + host);
    socket_ = ::socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    const bool connected = ::connect(socket_, found->ai_addr, found->ai_addrlen) == 0;
    ::freeaddrinfo(found);
    if (!connected) throw std::runtime_error("cannot connect to " + host + ":" + port);
    const int on = 1;  // small messages go out at once
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }

  int socket_ = -1;
  std::string buffer_;
};

inline pb::ToHarness hello(const About& about) {
  pb::ToHarness envelope;
  auto& hello = *envelope.mutable_hello();
  hello.add_supported()->set_major(1);
  hello.set_name(about.name);
  hello.set_build(about.build);
  if (const char* token = std::getenv("REDRIVE_TOKEN")) hello.set_auth_token(token);
  auto& can = *hello.mutable_capabilities();
  for (const auto kind : about.kinds) can.add_command_kinds(kind);
  can.set_max_sessions(about.max_sessions);
  can.set_history_ns(about.history_ns);
  can.set_period_ns(about.period_ns);
  can.set_can_reset(true);
  can.set_wants_map(about.wants_map);
  can.set_wants_route(about.wants_route);
  can.set_wants_traffic_lights(about.wants_traffic_lights);
  can.set_claims_deterministic(about.deterministic);
  return envelope;
}

inline int64_t monotonic_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The Drives of the scenarios under way, by session.
using Drives = std::map<uint32_t, Drive>;

/// Fills the answer to one message; false after the last.
inline bool answer(const pb::ToController& message, pb::ToHarness& reply, Drives& drives, const Start& start) {
  switch (message.body_case()) {
    case pb::ToController::kScenarioStart:
      drives[message.session()] = start(message.scenario_start());
      reply.mutable_scenario_ready();
      return true;
    case pb::ToController::kObservation:
      reply.mutable_command()->set_tick(message.observation().tick());
      drives.at(message.session())(message.observation(), *reply.mutable_command());
      return true;
    case pb::ToController::kScenarioEnd:
      drives.erase(message.session());
      reply.mutable_scenario_end_ack();
      return true;
    case pb::ToController::kPing:
      reply.mutable_pong()->set_nonce(message.ping().nonce());
      reply.mutable_pong()->set_controller_mono_ns(monotonic_ns());
      return true;
    case pb::ToController::kFault:
      std::cerr << "redrive: " << pb::FaultCode_Name(message.fault().code()) << ": " << message.fault().message() << "\n";
      return !message.fault().fatal();
    case pb::ToController::kGoodbye:
      return false;
    default:  // later versions may send more
      return true;
  }
}

/// Drives every scenario that the harness sends over one connection; returns the exit status of the process when it says goodbye.
/// An exception in `start` or in a Drive is told to the harness as this controller's own fault, and ends its scenario; the others go on.
inline int run(const About& about, const Start& start) try {
  const char* address = std::getenv("REDRIVE_CONTROLLER_ADDR");
  if (address == nullptr) throw std::runtime_error("REDRIVE_CONTROLLER_ADDR is not set: redrive starts this program (--controller)");
  std::signal(SIGPIPE, SIG_IGN);  // a broken connection is an error of write
  Connection connection(address);
  connection.write("REDRIVE1");
  connection.send(hello(about));
  char magic[8];
  if (!connection.read(magic, 8) || std::memcmp(magic, "REDRIVE1", 8) != 0)
    throw std::runtime_error("the other side does not speak the redrive protocol, or refused the connection");
  Drives drives;
  for (pb::ToController message; connection.receive(message);) {
    pb::ToHarness reply;
    reply.set_session(message.session());
    try {
      if (!answer(message, reply, drives, start)) return 0;
    } catch (const std::exception& error) {
      std::cerr << error.what() << std::endl;
      drives.erase(message.session());
      reply.mutable_fault()->set_code(pb::FAULT_CODE_CONTROLLER_INTERNAL);
      reply.mutable_fault()->set_message(std::string(error.what()).substr(0, 1000));
    }
    if (reply.body_case() != pb::ToHarness::BODY_NOT_SET) connection.send(reply);
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}

}  // namespace redrive
