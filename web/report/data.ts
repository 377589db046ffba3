import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import type { RunView } from "../../src/run/view-data.ts";

/** The suite as the report embeds it. */
export function embeddedSuite(): SuiteResult {
  return JSON.parse(document.getElementById("suite")?.textContent ?? "{}") as SuiteResult;
}

/** Read when the first run is opened: the overview has no use for it. */
let packed: Record<string, string> | null = null;

/** The pictures of one run: base64 of deflated JSON, unpacked only when the run is opened; null where none was kept. */
export async function viewOf(result: RunResult): Promise<RunView | null> {
  packed ??= JSON.parse(document.getElementById("views")?.textContent ?? "{}") as Record<string, string>;
  const text = packed[String(result.index)];
  if (text === undefined) return null;
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(stream).json()) as RunView;
}

/** The page's state lives in the URL hash, so that a link opens the same run at the same tick. */
export interface Place {
  readonly run: number | null;
  readonly tick: number | null;
  readonly filter: string;
  readonly verdict: string;
}

export function placeFromHash(hash: string): Place {
  const q = new URLSearchParams(hash.replace(/^#/, ""));
  const whole = (name: string): number | null => (/^\d+$/.test(q.get(name) ?? "") ? Number(q.get(name)) : null);
  return { run: whole("run"), tick: whole("tick"), filter: q.get("filter") ?? "", verdict: q.get("verdict") ?? "all" };
}

export function hashOfPlace(place: Place): string {
  const q = new URLSearchParams();
  if (place.run !== null) q.set("run", String(place.run));
  if (place.tick !== null) q.set("tick", String(place.tick));
  if (place.filter !== "") q.set("filter", place.filter);
  if (place.verdict !== "all") q.set("verdict", place.verdict);
  return `#${q.toString()}`;
}

/** True where a result answers the filter: every word occurs in its id, its controller, its end, its reason or its tags. */
export function matches(result: RunResult, filter: string, verdict: string): boolean {
  if (
    verdict === "expected failures"
      ? !(result.verdict === "passed" && result.expected === "fail")
      : verdict !== "all" && result.verdict !== verdict
  ) {
    return false;
  }
  const text = `${result.variantId} ${result.controller.text} ${result.end.reason} ${result.why} ${result.tags.join(" ")}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
