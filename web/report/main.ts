import { embeddedSuite, hashOfPlace, matches, type Place, placeFromHash, viewOf } from "./data.ts";
import { overview } from "./overview.ts";
import { type RunPage, runPage } from "./run-page.ts";

/** One page, two faces: the overview, or one run. The hash says which, and at which tick. */
const suite = embeddedSuite();
const app = document.getElementById("app") as HTMLElement;
const sort = { column: 0, down: false };
let place = placeFromHash(location.hash);
let page: RunPage | null = null;

function go(next: Place): void {
  place = next;
  history.pushState(null, "", hashOfPlace(place));
  void show();
}

async function show(): Promise<void> {
  page = null;
  const result = place.run === null ? undefined : suite.results.find((r) => r.index === place.run);
  if (result === undefined) {
    app.replaceChildren(overview(suite, place, go, sort));
    return;
  }
  const view = await viewOf(result);
  const opened = runPage(
    result,
    view,
    () => go({ ...place, run: null, tick: null }),
    (tick) => {
      place = { ...place, tick };
      history.replaceState(null, "", hashOfPlace(place));
    },
  );
  app.replaceChildren(opened.element);
  page = opened;
  opened.showTick(place.tick ?? result.score?.findings[0]?.worstTick ?? 0);
}

/** The run before or after this one among those the filter shows. */
function neighbour(direction: 1 | -1): void {
  const shown = suite.results.filter((r) => matches(r, place.filter, place.verdict));
  const at = shown.findIndex((r) => r.index === place.run);
  const next = shown[at + direction];
  if (next !== undefined) go({ ...place, run: next.index, tick: null });
}

document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.type === "search") return;
  if (event.key === "j") neighbour(1);
  else if (event.key === "k") neighbour(-1);
  else if (page === null) return;
  else if (event.key === " ") page.togglePlay();
  else if (event.key === "ArrowRight") page.step(1);
  else if (event.key === "ArrowLeft") page.step(-1);
  else if (event.key === "]") page.nextFinding(1);
  else if (event.key === "[") page.nextFinding(-1);
  else return;
  event.preventDefault();
});
window.addEventListener("popstate", () => {
  place = placeFromHash(location.hash);
  void show();
});
window.addEventListener("resize", () => page?.draw());
void show();
