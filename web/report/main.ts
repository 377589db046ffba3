import { embeddedSuite, hashOfPlace, type Place, placeFromHash, viewOf } from "./data.ts";
import { overview, shownResults } from "./overview.ts";
import { type RunPage, runPage } from "./run-page.ts";

/** One page, two faces: the overview, or one run. The hash says which, and at which tick. */
const suite = embeddedSuite();
const app = document.getElementById("app") as HTMLElement;
const sort = { column: 0, down: false };
let place = placeFromHash(location.hash);
let page: RunPage | null = null;
let visits = 0;

/** Opens another place: a step that the browser's back button takes back. */
function go(change: Partial<Place>): void {
  place = { ...place, ...change };
  history.pushState(null, "", hashOfPlace(place));
  void show();
}

/** Keeps the address in step with what is shown already. */
function note(change: Partial<Place>): void {
  place = { ...place, ...change };
  history.replaceState(null, "", hashOfPlace(place));
}

async function show(): Promise<void> {
  const visit = ++visits;
  page?.stop();
  page = null;
  const result = place.run === null ? undefined : suite.results.find((r) => r.index === place.run);
  if (result === undefined) {
    app.replaceChildren(overview(suite, place, sort, go, note));
    return;
  }
  const view = await viewOf(result);
  if (visit !== visits) return; // left again meanwhile
  page = runPage(
    result,
    view,
    () => go({ run: null, tick: null }),
    (tick) => note({ tick }),
  );
  app.replaceChildren(page.element);
  page.showTick(place.tick ?? result.score?.findings[0]?.worstTick ?? 0);
}

/** The run before or after this one among those the overview shows, in its order. */
function neighbour(direction: 1 | -1): void {
  const shown = shownResults(suite, place, sort);
  const at = shown.findIndex((r) => r.index === place.run);
  const next = shown[at + direction];
  if (next !== undefined) go({ run: next.index, tick: null });
}

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof HTMLInputElement && target.type === "search") return;
  if (target instanceof HTMLButtonElement && key === " ") return; // presses the button
  if (key === "j") neighbour(1);
  else if (key === "k") neighbour(-1);
  else if (page === null) return;
  else if (key === " ") page.togglePlay();
  else if (key === "ArrowRight") page.step(1);
  else if (key === "ArrowLeft") page.step(-1);
  else if (key === "]") page.nextFinding(1);
  else if (key === "[") page.nextFinding(-1);
  else return;
  event.preventDefault();
});
window.addEventListener("hashchange", () => {
  place = placeFromHash(location.hash);
  void show();
});
window.addEventListener("resize", () => page?.draw());
void show();
