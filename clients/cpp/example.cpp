// Follows the route by pure pursuit and keeps its distance by IDM: an example to start from.
#include <algorithm>
#include <cmath>

#include "redrive_client.hpp"

using namespace redrive::pb;

constexpr double HEADWAY_S = 1.6, MIN_GAP_M = 3.0, ACCEL_MPS2 = 1.5, DECEL_MPS2 = 2.0;

struct Point {
  double lon, lat;
  double distance() const { return std::hypot(lon, lat); }
};

Point in_ego(const EgoState& ego, double x, double y) {
  const double dx = x - ego.x_m(), dy = y - ego.y_m(), c = std::cos(ego.yaw_rad()), s = std::sin(ego.yaw_rad());
  return {dx * c + dy * s, dy * c - dx * s};
}

/// Pure pursuit: the arc through a point of the route ahead has curvature 2 y / d^2.
double steer(const EgoState& ego, const Route& route) {
  const double ahead = std::max(5.0, 1.0 * ego.vx_mps());
  std::vector<Point> points;
  for (const auto& p : route.points()) points.push_back(in_ego(ego, p.x_m(), p.y_m()));
  if (points.empty()) return 0;
  const auto nearer = [](const Point& a, const Point& b) { return a.distance() < b.distance(); };
  const auto near = std::min_element(points.begin(), points.end(), nearer);
  const auto found = std::find_if(near, points.end(), [&](const Point& p) { return p.distance() >= ahead; });
  const Point aim = found == points.end() ? points.back() : *found;
  return 2 * aim.lat / std::max(aim.lon * aim.lon + aim.lat * aim.lat, 1.0);
}

struct Lead {
  double gap_m, mps;
};

/// Free way to the nearest road user on the arc ahead, and its speed.
Lead lead(const EgoModel& car, const EgoState& ego, const Objects& others, double curvature) {
  Lead nearest{INFINITY, 0};
  const double front = car.length_m() / 2 + car.rear_axle_to_center_m();
  for (int i = 0; i < others.x_m_size(); i++) {
    const auto [lon, lat] = in_ego(ego, others.x_m(i), others.y_m(i));
    const double free = lon - front - others.length_m(i) / 2, beside = std::abs(lat - curvature * lon * lon / 2);
    if (lon > 0 && free < nearest.gap_m && beside < (car.width_m() + others.width_m(i)) / 2 + 0.3)
      nearest = {free, others.vx_mps(i) * std::cos(ego.yaw_rad()) + others.vy_mps(i) * std::sin(ego.yaw_rad())};
  }
  return {std::max(nearest.gap_m, 0.1), nearest.mps};
}

redrive::Drive start(const ScenarioStart& scenario) {
  const auto& limits = scenario.route().speed_limit_mps();
  const double limit_mps = limits.empty() ? 13.9 : *std::min_element(limits.begin(), limits.end());
  return [=, car = scenario.ego(), route = scenario.route()](const Observation& o, Command& command) {
    const double curvature = steer(o.ego(), route), v = o.ego().vx_mps();
    const auto [gap, lead_mps] = lead(car, o.ego(), o.objects(), curvature);
    const double wanted = MIN_GAP_M + std::max(0.0, v * HEADWAY_S + v * (v - lead_mps) / (2 * std::sqrt(ACCEL_MPS2 * DECEL_MPS2)));
    const double accel = ACCEL_MPS2 * (1 - std::pow(v / limit_mps, 4) - std::pow(wanted / gap, 2));
    command.mutable_accel_steer()->set_accel_mps2(std::max(-car.max_decel_mps2(), accel));
    command.mutable_accel_steer()->set_curvature_per_m(curvature);
  };
}

int main() { return redrive::run({"redrive example (C++)", "1.0"}, start); }
