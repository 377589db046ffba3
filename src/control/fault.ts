import type { EndReason, Fault } from "../sim/port.ts";

/** How a run that a controller's fault stopped ends: late answers have a verdict of their own, apart from driving and from breakage. */
export function endReasonOf(fault: Fault): EndReason {
  return fault.code === "RDV_CONTROLLER_TIMEOUT" ? "controller-timeout" : "controller-fault";
}
