import { InputError } from "../../core/errors.ts";
import type { Controller } from "../../sim/port.ts";
import { constantController } from "./constant.ts";
import { fromDriveController } from "./from-drive.ts";
import { pursuitController } from "./pursuit.ts";
import { carefulHuman } from "../../vehicle/r157/careful-human.ts";
import { fsm } from "../../vehicle/r157/fsm.ts";
import { reg157 } from "../../vehicle/r157/reg157.ts";
import { rss } from "../../vehicle/r157/rss.ts";
import { referenceController } from "./r157/session.ts";
import { retraceController } from "./retrace.ts";
import { storyController } from "./story.ts";

/** Names after `builtin:`. */
const BUILTIN_NAMES = ["pursuit", "constant", "from-drive", "retrace", "cc-human-driver", "reg157", "rss", "fsm", "story"] as const;

/** A controller that runs in the simulator's own process, by its name after `builtin:`. Throws RDV_USAGE where there is none. */
export function builtinController(name: string): Controller {
  switch (name) {
    case "pursuit":
      return pursuitController();
    case "constant":
      return constantController();
    case "from-drive":
      return fromDriveController();
    case "retrace":
      return retraceController();
    case "story":
      return storyController();
    case "cc-human-driver":
      return referenceController(name, carefulHuman);
    case "reg157":
      return referenceController(name, reg157);
    case "rss":
      return referenceController(name, rss);
    case "fsm":
      return referenceController(name, fsm);
    default: {
      const expected = `one of ${BUILTIN_NAMES.map((n) => `builtin:${n}`).join(", ")}`;
      const problem = { code: "RDV_USAGE", severity: "error", file: "--controller", line: 0, column: 0, path: "" } as const;
      throw new InputError([{ ...problem, expected, found: `builtin:${name}`, hint: "" }]);
    }
  }
}
