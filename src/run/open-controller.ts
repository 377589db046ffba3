import { builtinController } from "../control/builtin/builtin.ts";
import { recordedController } from "../control/builtin/recorded.ts";
import { type SocketController, socketController } from "../control/socket-controller.ts";
import type { Held } from "../control/link.ts";
import type { Controller, PacedReply } from "../sim/port.ts";
import type { ControllerChoice, RunSettings } from "./job.ts";

/** A worker's controller; `socket` is the same one where it sits behind a connection, null where it is built in. */
export interface OpenedController {
  readonly controller: Controller<PacedReply>;
  readonly socket: SocketController | null;
}

/**
 * Opens the controller a suite asks for. Nothing is started before the first run.
 * @param logFile takes the outputs of a controller that redrive starts.
 * @param onWaiting is told the address and token of a controller that the user is to start.
 * @param onHeld is told what would stay behind if this thread ended without a word.
 */
export function openController(
  settings: RunSettings,
  choice: ControllerChoice,
  logFile: string,
  runId: string,
  onWaiting: (address: string, token: string) => void,
  onHeld: (held: Held, isHeld: boolean) => void,
): OpenedController {
  if (choice.kind === "builtin") return { controller: builtinController(choice.name), socket: null };
  if (choice.kind === "recorded") return { controller: recordedController(choice.path, "recorded"), socket: null };
  const socket = socketController({
    command: choice.kind === "process" ? choice.command : null,
    cwd: choice.kind === "process" ? choice.folder : process.cwd(),
    listen: settings.transport,
    debug: settings.debugController,
    logFile: choice.kind === "process" ? logFile : null,
    maxRestarts: settings.maxRestarts,
    sessions: settings.sessions,
    pacing: settings.realtime === undefined ? "lockstep" : "realtime",
    watchdogMs: settings.watchdogMs,
    harnessBuild: "redrive",
    runId,
    onWaiting,
    onHeld,
    blind: settings.blind,
    ...(settings.restartEvery === null ? {} : { restartEvery: settings.restartEvery }),
    ...tokenOption(settings.auth),
  });
  return { controller: socket, socket };
}

function tokenOption(auth: RunSettings["auth"]): { readonly token?: string | null } {
  if (auth.kind === "fresh-token") return {};
  return { token: auth.kind === "none" ? null : auth.token };
}
