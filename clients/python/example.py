"""Follows the route by pure pursuit and keeps its distance by IDM: an example to start from."""
import math

import redrive_client as redrive

HEADWAY_S, MIN_GAP_M, ACCEL_MPS2, DECEL_MPS2 = 1.6, 3.0, 1.5, 2.0


def in_ego(ego, x, y):
    dx, dy = x - ego.x_m, y - ego.y_m
    c, s = math.cos(ego.yaw_rad), math.sin(ego.yaw_rad)
    return dx * c + dy * s, dy * c - dx * s


def steer(ego, route):
    """Pure pursuit: the arc through a point of the route ahead has curvature 2 y / d^2."""
    ahead = max(5.0, 1.0 * ego.vx_mps)
    points = [in_ego(ego, x, y) for x, y in route]
    near = min(range(len(points)), key=lambda i: math.hypot(*points[i]), default=None)
    if near is None:
        return 0.0
    aim = next((p for p in points[near:] if math.hypot(*p) >= ahead), points[-1])
    return 2 * aim[1] / max(aim[0] ** 2 + aim[1] ** 2, 1.0)


def lead(car, ego, objects, curvature):
    """Free way to the nearest road user on the arc ahead, and its speed."""
    gap, speed = math.inf, 0.0
    front = car.length_m / 2 + car.rear_axle_to_center_m
    for i, (x, y) in enumerate(zip(objects.x_m, objects.y_m)):
        lon, lat = in_ego(ego, x, y)
        free = lon - front - objects.length_m[i] / 2
        if lon > 0 and free < gap and abs(lat - curvature * lon * lon / 2) < (car.width_m + objects.width_m[i]) / 2 + 0.3:
            gap, speed = free, objects.vx_mps[i] * math.cos(ego.yaw_rad) + objects.vy_mps[i] * math.sin(ego.yaw_rad)
    return max(gap, 0.1), speed


class Driver:
    """Drives one scenario. Several may be under way at once, so what it remembers it keeps in itself."""

    def __init__(self, scenario):
        self.car = scenario.ego
        self.route = [(p.x_m, p.y_m) for p in scenario.route.points]
        self.limit_mps = min(scenario.route.speed_limit_mps, default=13.9)

    def drive(self, o, command):
        curvature, v = steer(o.ego, self.route), o.ego.vx_mps
        gap, lead_mps = lead(self.car, o.ego, o.objects, curvature)
        wanted_gap = MIN_GAP_M + max(0.0, v * HEADWAY_S + v * (v - lead_mps) / (2 * math.sqrt(ACCEL_MPS2 * DECEL_MPS2)))
        accel = ACCEL_MPS2 * (1 - (v / self.limit_mps) ** 4 - (wanted_gap / gap) ** 2)
        command.accel_steer.accel_mps2 = max(-self.car.max_decel_mps2, accel)
        command.accel_steer.curvature_per_m = curvature


redrive.run("redrive example (Python)", Driver, build="1.0")
