/** What a traffic light can show; the index is the number kept, and that of `LightColor` in the controller protocol. */
export const SIGNAL_STATES = ["unknown", "red", "yellow", "green", "flashing-red", "flashing-yellow", "off"] as const;
export type SignalState = (typeof SIGNAL_STATES)[number];
