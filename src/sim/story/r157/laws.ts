/** The two models of UN R157 that brake by a law of their own, without phases: they are those of the built-in drivers. */
import { fsm } from "../../../vehicle/r157/fsm.ts";
import { rss } from "../../../vehicle/r157/rss.ts";
import type { ReferenceDriver } from "../../../vehicle/r157/shared.ts";

export const LAWS: { readonly RSS: ReferenceDriver; readonly FSM: ReferenceDriver } = { RSS: rss, FSM: fsm };
