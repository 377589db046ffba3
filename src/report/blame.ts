import type { CollisionResponsibility } from "../eval/responsibility.ts";
import { printable } from "./printable.ts";

const WORDS = { ego: "the ego", "not-ego": "not the ego", unknown: "not known" } as const;

/** Who is to blame for a collision, by each of the rules, in one line. */
export function blameLine({ actor, tSec, nuplan, rss, r157, nonreactiveArtifact }: CollisionResponsibility): string {
  const blames = `nuPlan ${WORDS[nuplan.verdict]}, RSS ${WORDS[rss.verdict]}, UN R157 ${WORDS[r157.verdict]}`;
  const artefact = nonreactiveArtifact ? "; it was replayed and could not react" : "";
  return `to blame for the collision with ${printable(actor)} at ${tSec.toFixed(2)} s: ${blames}${artefact}`;
}
