/** What the process's exit code says (printed by --help, the same in the JSON). The highest rank wins: 3, 4, 2, 1. */
export const EXIT = {
  passed: 0,
  failed: 1,
  input: 2,
  internal: 3,
  controller: 4,
  nothingMatched: 5,
  interrupted: 130,
  terminated: 143,
} as const;

export const EXIT_HELP = `Exit codes:
  0  all passed
  1  at least one scenario failed, or an expectation of level error was broken
  2  bad command line, config, scenario or input file
  3  redrive's own fault, a determinism violation, or a set-up failure
  4  the controller could not be started, hung, or broke the protocol
  5  nothing matched
  130, 143  stopped by SIGINT, SIGTERM`;
