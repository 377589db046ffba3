/** SHA-256 of what one run sent each way, in hex: equal digests are equal drives, whatever the machine, session or number of workers. */
export interface RunDigests {
  /** Of ScenarioStart, each Observation and ScenarioEnd, as sent, without session number and batch hint. */
  readonly toController: string;
  /** Of tick, kind, numbers and driving mode of each command, as understood: two encoders of one message need not agree in bytes. */
  readonly toHarness: string;
}
