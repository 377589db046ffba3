//! Follows the route by pure pursuit and keeps its distance by IDM: an example to start from.
mod redrive_client;

use redrive_client::pb::{accel_steer::Lateral, AccelSteer, EgoModel, EgoState, Objects, Observation, Route, ScenarioStart};
use redrive_client::{About, Drive, Error};

const HEADWAY_S: f64 = 1.6;
const MIN_GAP_M: f64 = 3.0;
const ACCEL_MPS2: f64 = 1.5;
const DECEL_MPS2: f64 = 2.0;

fn in_ego(ego: &EgoState, x: f64, y: f64) -> (f64, f64) {
    let (dx, dy, c, s) = (x - ego.x_m, y - ego.y_m, ego.yaw_rad.cos(), ego.yaw_rad.sin());
    (dx * c + dy * s, dy * c - dx * s)
}

/// Pure pursuit: the arc through a point of the route ahead has curvature 2 y / d^2.
fn steer(ego: &EgoState, route: &Route) -> f64 {
    let ahead = f64::max(5.0, 1.0 * ego.vx_mps);
    let points: Vec<_> = route.points.iter().map(|p| in_ego(ego, p.x_m, p.y_m)).collect();
    let distance = |p: &(f64, f64)| p.0.hypot(p.1);
    let nearest = (0..points.len()).min_by(|&i, &j| distance(&points[i]).total_cmp(&distance(&points[j])));
    let beyond = points[nearest.unwrap_or(0)..].iter().find(|p| distance(p) >= ahead);
    match beyond.or(points.last()) {
        Some((lon, lat)) => 2.0 * lat / f64::max(lon * lon + lat * lat, 1.0),
        None => 0.0,
    }
}

/// Free way to the nearest road user on the arc ahead, and its speed.
fn lead(car: &EgoModel, ego: &EgoState, others: &Objects, curvature: f64) -> (f64, f64) {
    let (mut gap, mut speed) = (f64::INFINITY, 0.0);
    let front = car.length_m / 2.0 + car.rear_axle_to_center_m;
    for i in 0..others.x_m.len() {
        let (lon, lat) = in_ego(ego, others.x_m[i], others.y_m[i]);
        let free = lon - front - others.length_m[i] / 2.0;
        let beside = (lat - curvature * lon * lon / 2.0).abs();
        if lon > 0.0 && free < gap && beside < (car.width_m + others.width_m[i]) / 2.0 + 0.3 {
            gap = free;
            speed = others.vx_mps[i] * ego.yaw_rad.cos() + others.vy_mps[i] * ego.yaw_rad.sin();
        }
    }
    (gap.max(0.1), speed)
}

fn start(scenario: &ScenarioStart) -> Result<Drive, Error> {
    let car = scenario.ego.clone().ok_or("no car")?;
    let route = scenario.route.clone().unwrap_or_default();
    let limit_mps = route.speed_limit_mps.iter().copied().reduce(f64::min).unwrap_or(13.9);
    Ok(Box::new(move |o: &Observation| {
        let (ego, nobody) = (o.ego.as_ref().ok_or("no ego")?, Objects::default());
        let (curvature, v) = (steer(ego, &route), ego.vx_mps);
        let (gap, lead_mps) = lead(&car, ego, o.objects.as_ref().unwrap_or(&nobody), curvature);
        let closing = v * (v - lead_mps) / (2.0 * (ACCEL_MPS2 * DECEL_MPS2).sqrt());
        let wanted = MIN_GAP_M + f64::max(0.0, v * HEADWAY_S + closing);
        let accel = ACCEL_MPS2 * (1.0 - (v / limit_mps).powf(4.0) - (wanted / gap).powf(2.0));
        let lateral = Some(Lateral::CurvaturePerM(curvature));
        Ok(AccelSteer { accel_mps2: accel.max(-car.max_decel_mps2), lateral, ..Default::default() }.into())
    }))
}

fn main() -> Result<(), Error> {
    redrive_client::run(About { name: "redrive example (Rust)", build: env!("CARGO_PKG_VERSION"), ..Default::default() }, start)
}
