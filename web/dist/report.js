// web/report/data.ts
/** The suite as the report embeds it. */
function embeddedSuite() {
	return JSON.parse(document.getElementById("suite")?.textContent ?? "{}");
}
/** Read when the first run is opened: the overview has no use for it. */
var packed = null;
/** The pictures of one run: base64 of deflated JSON, unpacked only when the run is opened; null where none was kept. */
async function viewOf(result) {
	packed ??= JSON.parse(document.getElementById("views")?.textContent ?? "{}");
	const text = packed[String(result.index)];
	if (text === void 0) return null;
	const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
	return await new Response(stream).json();
}
function placeFromHash(hash) {
	const q = new URLSearchParams(hash.replace(/^#/, ""));
	const whole = (name) => /^\d+$/.test(q.get(name) ?? "") ? Number(q.get(name)) : null;
	return {
		run: whole("run"),
		tick: whole("tick"),
		filter: q.get("filter") ?? "",
		verdict: q.get("verdict") ?? "all"
	};
}
function hashOfPlace(place) {
	const q = new URLSearchParams();
	if (place.run !== null) q.set("run", String(place.run));
	if (place.tick !== null) q.set("tick", String(place.tick));
	if (place.filter !== "") q.set("filter", place.filter);
	if (place.verdict !== "all") q.set("verdict", place.verdict);
	return `#${q.toString()}`;
}
/** True where a result answers the filter: every word occurs in its id, its controller, its end, its reason or its tags. */
function matches(result, filter, verdict) {
	if (verdict === "expected failures" ? !(result.verdict === "passed" && result.expected === "fail") : verdict !== "all" && result.verdict !== verdict) return false;
	const text = `${result.variantId} ${result.controller.text} ${result.end.reason} ${result.why} ${result.tags.join(" ")}`.toLowerCase();
	return filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
// web/report/dom.ts
/** An element with attributes and children: `h("td", { class: "number" }, "3.2")`. */
function h(tag, attributes, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	for (const child of children) if (child !== null) element.append(child);
	return element;
}
function onClick(element, act) {
	element.addEventListener("click", act);
	return element;
}
/** A colour of the style sheet, for canvases. */
function colour(name) {
	return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
/** Sizes a canvas to its place on the page in device pixels and gives a context in CSS pixels. */
function context2d(canvas, heightPx) {
	const widthPx = canvas.clientWidth || 600;
	const ratio = window.devicePixelRatio || 1;
	canvas.style.height = `${heightPx}px`;
	canvas.width = Math.round(widthPx * ratio);
	canvas.height = Math.round(heightPx * ratio);
	const g = canvas.getContext("2d");
	g.setTransform(ratio, 0, 0, ratio, 0, 0);
	g.clearRect(0, 0, widthPx, heightPx);
	return {
		g,
		widthPx
	};
}
// web/report/differences.ts
/** Where the controllers of one suite differ: a row a variant and pair, the largest differences of score first; null for one controller. */
function differenceTable(suite, go) {
	if (suite.controllers.length < 2) return null;
	const pairs = pairsOf(suite);
	const body = h("tbody", {});
	for (const pair of pairs.toSorted((p, q) => weightOf(q) - weightOf(p))) {
		const open = (r) => onClick(h("button", {}, r.controller.text), () => go({
			run: r.index,
			tick: null
		}));
		const cell = (r) => h("td", {}, open(r), " ", verdictText(r), ` ${r.score === null ? "-" : r.score.total.toFixed(1)}`);
		const difference = scoreDifference(pair);
		body.append(h("tr", {}, h("td", { class: "mono" }, pair.a.variantId), cell(pair.a), cell(pair.b), h("td", { class: "number" }, Number.isNaN(difference) ? "-" : difference.toFixed(1)), h("td", {}, pair.a.hash === pair.b.hash ? "the same run, bit for bit" : metricDifferences(pair))));
	}
	const head = h("tr", {}, ...[
		"variant",
		"one",
		"other",
		"score difference",
		"where they differ most"
	].map((t) => h("th", {}, t)));
	return h("section", {}, h("h2", {}, "Where the controllers differ"), h("table", {}, h("thead", {}, head), body));
}
/** Every controller against the first, variant by variant. */
function pairsOf(suite) {
	const pairs = [];
	const first = /* @__PURE__ */ new Map();
	for (const b of suite.results) {
		const a = first.get(b.variantId);
		if (a === void 0) first.set(b.variantId, b);
		else pairs.push({
			a,
			b
		});
	}
	return pairs;
}
/** Pairs that cannot be compared come last. */
function weightOf(pair) {
	const difference = Math.abs(scoreDifference(pair));
	return Number.isNaN(difference) ? -1 : difference;
}
/** Score of the second less that of the first; NaN where one has none. */
function scoreDifference({ a, b }) {
	return a.score === null || b.score === null ? NaN : b.score.total - a.score.total;
}
/** The three metrics whose place in the score differs most, or that only one run has. */
function metricDifferences({ a, b }) {
	const others = new Map((b.score?.metrics ?? []).map((m) => [m.id, m]));
	return (a.score?.metrics ?? []).flatMap((m) => {
		const other = others.get(m.id);
		return other === void 0 ? [] : [{
			m,
			other,
			size: sizeOf(m, other)
		}];
	}).filter((r) => r.size > 0).toSorted((p, q) => q.size - p.size).slice(0, 3).map(({ m, other }) => `${m.id} ${valueText$1(m)} against ${valueText$1(other)}`).join("; ");
}
function sizeOf(a, b) {
	if (a.value === null || b.value === null) return a.value === b.value ? 0 : 1e-6;
	if (a.normalised !== null && b.normalised !== null && a.normalised !== b.normalised) return Math.abs(a.normalised - b.normalised);
	const scale = Math.max(Math.abs(a.value), Math.abs(b.value));
	return scale === 0 ? 0 : .001 * Math.abs(a.value - b.value) / scale;
}
function valueText$1(m) {
	return m.value === null ? "nothing" : `${m.value.toPrecision(3)} ${m.unit}`;
}
// src/report/rate-text.ts
/** A share of runs or of a variance, to a tenth of a percent; 0 and 100 are whole only where they are exact. */
function percentText(ratio) {
	return `${ratio === 0 || ratio === 1 ? 100 * ratio : (100 * ratio).toFixed(1)} %`;
}
/** A rate of failure, which may be small: three digits that count. */
function rateText(ratio) {
	return ratio === 0 ? "0" : ratio < .001 ? ratio.toExponential(2) : `${(100 * ratio).toPrecision(3)} %`;
}
// web/report/statistics.ts
/** Rows of a table; the rest is in results.json. */
var MAX_ROWS = 50;
/** What can be said of each controller over all variants, with intervals at 95 %; null where too few runs were scored. */
function statistics(suite) {
	if (suite.summary.length === 0) return null;
	const parts = suite.summary.map(({ controller, summary }) => h("details", {}, h("summary", {}, suite.summary.length > 1 ? `${controller}: ${headline(summary)}` : headline(summary)), ...tables(summary)));
	return h("section", {}, h("h2", {}, "Over all variants"), ...parts);
}
function headline({ pass, score, cvar10Score }) {
	const over = score.over === "scenarios" ? `, by ${score.unitCount} scenarios` : "";
	const mean = score.interval === null ? "" : ` (${score.interval.low.toFixed(1)} to ${score.interval.high.toFixed(1)}${over})`;
	return `${`${percentText(pass.passRatio)} pass (95 %: ${percentText(pass.exact.low)} to ${percentText(pass.exact.high)})`}, mean score ${score.mean.toFixed(1)}${mean}, worst tenth ${cvar10Score.toFixed(1)}`;
}
function tables({ pass, dimensions, sensitivity, flips, tags, coverage, uncounted = [] }) {
	const missing = coverage.flatMap(({ of, cells }) => cells.uncovered.map((cell) => [of, cell.map((c) => `${c.name}=${c.cell}`).join(", ")]));
	return [
		h("p", {}, `A failure rate above ${rateText(pass.failureAtMostRatio)} is excluded at 95 %, if these variants stand for those to come.`),
		table("Dimensions", [
			"dimension",
			"mean",
			"95 %"
		], dimensions.map(({ dimension, score }) => [
			dimension,
			score.mean.toFixed(1),
			rangeText(score.interval)
		])),
		table("What the score hangs on", [
			"scenario",
			"parameter",
			"points between its values",
			"share of the variance",
			"verdict turns",
			"steps against the order"
		], sensitivity.filter((a) => a.spanScore > 0).map((a) => [
			a.scenarioId,
			a.name,
			a.spanScore.toFixed(1),
			a.varianceShare === null ? "-" : percentText(a.varianceShare),
			a.border === null ? "never" : `between ${a.border.from} and ${a.border.to}, passes ${a.border.passSide}`,
			a.monotonicity === null ? "-" : `${a.monotonicity.againstCount} of ${a.monotonicity.pairCount}`
		])),
		table("Least change from pass to fail", [
			"scenario",
			"change",
			"distance, in spans of the parameters",
			"fails"
		], flips.map((f) => [
			f.scenarioId,
			f.changes.map((c) => `${c.name} ${c.from} → ${c.to}`).join(", "),
			f.distance.toFixed(2),
			f.failId
		])),
		table("Tags", [
			"tag",
			"passed",
			"pass rate",
			"95 %"
		], tags.map((t) => [
			t.tag,
			`${t.pass.passCount} of ${t.pass.count}`,
			percentText(t.pass.passRatio),
			rateRange(t.pass.exact)
		])),
		table("Declared and not run", ["of", "combination"], missing),
		table("Too many values declared to say which were not run", ["scenario"], uncounted.map((scenarioId) => [scenarioId]))
	];
}
function table(title, heads, rows) {
	if (rows.length === 0) return null;
	const body = rows.slice(0, MAX_ROWS).map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))));
	const more = rows.length > MAX_ROWS ? h("p", { class: "dim" }, `and ${rows.length - MAX_ROWS} more, in results.json`) : null;
	const head = h("thead", {}, h("tr", {}, ...heads.map((t) => h("th", {}, t))));
	return h("div", {}, h("h3", {}, title), h("table", {}, head, h("tbody", {}, ...body)), more);
}
function rangeText(interval) {
	return interval === null ? "-" : `${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}`;
}
function rateRange({ low, high }) {
	return `${percentText(low)} to ${percentText(high)}`;
}
// web/report/overview.ts
var VERDICTS = [
	"all",
	"passed",
	"expected failures",
	"failed",
	"error",
	"aborted"
];
var COLUMNS = [
	{
		title: "variant",
		key: (r) => r.index,
		cell: (r, place) => h("td", { class: "mono" }, h("a", { href: hashOfPlace({
			...place,
			run: r.index,
			tick: null
		}) }, r.variantId))
	},
	{
		title: "controller",
		key: (r) => r.controller.text,
		cell: (r) => h("td", {}, r.controller.text)
	},
	{
		title: "verdict",
		key: (r) => r.verdict,
		cell: (r) => h("td", {}, verdictText(r))
	},
	{
		title: "score",
		key: (r) => r.score?.total ?? -1,
		cell: (r) => h("td", { class: "number" }, r.score === null ? "-" : r.score.total.toFixed(1))
	},
	{
		title: "end",
		key: (r) => r.end.reason,
		cell: (r) => h("td", {}, r.pacing === "realtime" ? `${r.end.reason}, in real time` : r.end.reason)
	},
	{
		title: "why",
		key: (r) => r.why,
		cell: (r) => h("td", {}, r.why.split("\n", 1)[0] ?? "")
	}
];
/** The results that the filter leaves, in the order of the table. */
function shownResults(suite, place, sort) {
	const key = COLUMNS[sort.column]?.key ?? ((r) => r.index);
	const sign = sort.down ? -1 : 1;
	return suite.results.filter((r) => matches(r, place.filter, place.verdict)).sort((a, b) => {
		const x = key(a);
		const y = key(b);
		return x === y ? a.index - b.index : x < y ? -sign : sign;
	});
}
/**
* The first page: counts, score by dimension, filters, and a row a variant.
* @param go opens another place; @param note is told of a filter that is typed, which changes the rows here.
*/
function overview(suite, place, sort, go, note) {
	const count = h("span", { class: "dim" });
	const table = h("div", {});
	const fill = (now) => {
		const shown = shownResults(suite, now, sort);
		count.textContent = `${shown.length} shown`;
		table.replaceChildren(resultTable(suite, shown, now, sort, go, () => fill(now)));
	};
	fill(place);
	const onFilter = (filter) => {
		note({ filter });
		fill({
			...place,
			filter
		});
	};
	return h("div", {}, heading(suite), chips(suite), ...suite.notes.map((text) => h("p", { class: "warn" }, text)), dimensionTable(suite), statistics(suite), filterBar(place, go, onFilter, count), table, differenceTable(suite, go));
}
function heading(suite) {
	return h("header", {}, h("h1", {}, "redrive report"), h("p", { class: "dim" }, `controller ${suite.controllers.join(" and ")}, seed ${suite.seed}, hash `, h("code", {}, suite.hash), `, redrive ${suite.redriveVersion}, Node ${suite.nodeVersion}`));
}
function chips(suite) {
	const { counts } = suite;
	const chip = (label, value, tone) => h("div", { class: "chip" }, h("b", { class: tone }, value), label);
	return h("div", { class: "chips" }, chip("mean score", suite.meanScore === null ? "-" : suite.meanScore.toFixed(1), ""), humanChip(suite, chip), chip("passed", String(counts.passed), counts.passed === counts.total ? "good" : ""), chip("failed", String(counts.failed), counts.failed > 0 ? "bad" : ""), chip("in error", String(counts.error), counts.error > 0 ? "bad" : ""), chip("expected failures", String(counts.expectedFailures), ""), chip("scored", `${counts.scored} of ${counts.total}`, counts.scored < counts.total ? "warn" : ""));
}
/** The recorded drivers' mean over the runs that have one, and the controller's over the same; null where none has. */
function humanChip({ results }, chip) {
	const pairs = results.flatMap(({ human, score }) => human === null || score === null ? [] : [{
		human: human.total,
		own: score.total
	}]);
	if (pairs.length === 0) return null;
	const mean = (of) => (pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length).toFixed(1);
	return chip(`recorded driver in ${pairs.length === 1 ? "1 run" : `${pairs.length} runs`}, the controller ${mean((p) => p.own)}`, mean((p) => p.human), "");
}
/** Mean of each dimension over the scored variants. */
function dimensionTable(suite) {
	const sums = /* @__PURE__ */ new Map();
	for (const r of suite.results) for (const d of r.score?.dimensions ?? []) {
		if (d.score === null) continue;
		const entry = sums.get(d.dimension) ?? {
			sum: 0,
			n: 0
		};
		sums.set(d.dimension, {
			sum: entry.sum + d.score,
			n: entry.n + 1
		});
	}
	const row = h("div", { class: "bar" });
	for (const [dimension, { sum, n }] of sums) row.append(h("span", {}, `${dimension} `, meter(sum / n), ` ${(sum / n).toFixed(1)}`), " ");
	return row;
}
/** A bar from 0 to 100. */
function meter(score) {
	const fill = h("i", {});
	fill.style.width = `${Math.max(0, Math.min(100, score))}%`;
	return h("span", { class: "meter" }, fill);
}
function filterBar(place, go, onFilter, count) {
	const search = h("input", {
		type: "search",
		placeholder: "filter: words of the id, end or reason",
		value: place.filter,
		"aria-label": "filter"
	});
	search.addEventListener("input", () => onFilter(search.value));
	const bar = h("div", { class: "bar" }, search);
	for (const verdict of VERDICTS) bar.append(onClick(h("button", { "aria-pressed": String(place.verdict === verdict) }, verdict), () => go({ verdict })));
	bar.append(count);
	return bar;
}
function resultTable(suite, shown, place, sort, go, again) {
	const head = h("tr", {});
	const wanted = COLUMNS.filter((column) => column.title !== "controller" || suite.controllers.length > 1);
	for (const column of wanted) {
		const c = COLUMNS.indexOf(column);
		const mark = sort.column === c ? sort.down ? " ↓" : " ↑" : "";
		const onSort = () => {
			sort.down = sort.column === c && !sort.down;
			sort.column = c;
			again();
		};
		head.append(h("th", {}, onClick(h("button", {}, column.title + mark), onSort)));
	}
	const body = h("tbody", {});
	for (const result of shown) {
		const row = h("tr", { class: "link" }, ...wanted.map((column) => column.cell(result, place)));
		row.addEventListener("click", (event) => {
			if (!(event.target instanceof HTMLAnchorElement)) go({
				run: result.index,
				tick: null
			});
		});
		body.append(row);
	}
	return h("table", {}, h("thead", {}, head), body);
}
/** The verdict in its colour; an expected failure says so. */
function verdictText(result) {
	if (result.verdict === "passed") return h("span", { class: "good" }, result.expected === "fail" ? "expected failure" : "passed");
	return h("span", { class: result.verdict === "aborted" ? "warn" : "bad" }, result.verdict);
}
// web/report/findings.ts
/** Where the points went, as one bar from 0 to 100: what is left of the score, then each loss in its width. */
function lossBar(score, findings, look) {
	const bar = h("div", {
		class: "losses",
		role: "img",
		"aria-label": `score ${score.toFixed(2)} of 100`
	});
	bar.append(part(score, "kept", `score ${score.toFixed(2)}`));
	for (const f of findings) {
		if (f.lossPoints <= 0) continue;
		const segment = part(f.lossPoints, f.severity, `-${f.lossPoints.toFixed(2)}: ${f.sentence}`);
		bar.append(onClick(segment, () => open(f, look)));
	}
	return bar;
}
function part(points, tone, title) {
	const element = h("i", {
		class: tone,
		title
	});
	element.style.width = `${points}%`;
	return element;
}
function open(f, look) {
	look.showTick(f.worstTick);
	look.showSeries(f.metric);
}
/** Each loss in words: what, how much beyond which limit, when, with whom, and how to see it again. */
function findingList(findings, look) {
	return h("div", {}, ...findings.map((f) => findingItem(f, look)));
}
function findingItem(f, look) {
	const item = h("div", { class: `finding ${f.severity}` }, h("b", {}, lossText(f)), ` ${f.sentence}`, h("p", { class: "dim" }, placeText(f)));
	if (f.reproduce !== "") item.append(h("code", {}, f.reproduce));
	return onClick(item, () => open(f, look));
}
function lossText({ masked, wouldScore, lossPoints }) {
	if (!masked) return lossPoints > 0 ? `-${lossPoints.toFixed(2)} points` : "no loss";
	return wouldScore === null ? "masked by a gate" : `masked by a gate; ${wouldScore.toFixed(1)} points with it open`;
}
function placeText({ metric, dimension, value, limit, unit, actor, fromTick, toTick, worstTick, tSec }) {
	const span = fromTick === toTick ? "" : `, from tick ${fromTick} to ${toTick}`;
	const who = actor === null ? "" : `, ${actor}`;
	return `${dimension}, ${metric}: ${number(value)} against ${number(limit)} ${unit}; tick ${worstTick} (${tSec.toFixed(2)} s)${span}${who}`;
}
function number(value) {
	return String(Number(value.toPrecision(4)));
}
// web/report/picture.ts
var HEIGHT_PX$1 = 360;
var METRES_SHOWN = 90;
/** Draws the world from above at one sample, the ego in the middle, x to the right, y up (ISO 8855 seen from above). */
function drawPicture(canvas, view, sample) {
	const { g, widthPx } = context2d(canvas, HEIGHT_PX$1);
	const ego = view.actors.find((a) => a.motion === "ego");
	const camera = {
		xM: ego?.xM[sample] ?? 0,
		yM: ego?.yM[sample] ?? 0,
		pxPerM: widthPx / METRES_SHOWN,
		widthPx
	};
	drawLanes(g, camera, view);
	drawLine(g, camera, view.routeXyM, colour("accent"), [2, 6]);
	drawLine(g, camera, view.recordedXyM, colour("ghost"), [6, 4]);
	for (const actor of view.actors) drawActor(g, camera, actor, sample);
	drawScale(g, camera);
}
function px(camera, xM) {
	return camera.widthPx / 2 + (xM - camera.xM) * camera.pxPerM;
}
function py(camera, yM) {
	return HEIGHT_PX$1 / 2 - (yM - camera.yM) * camera.pxPerM;
}
function drawLanes(g, camera, view) {
	g.fillStyle = colour("road");
	for (const lane of view.lanes) {
		g.beginPath();
		trace(g, camera, lane.leftXyM);
		for (let i = lane.rightXyM.length - 2; i >= 0; i -= 2) g.lineTo(px(camera, lane.rightXyM[i] ?? 0), py(camera, lane.rightXyM[i + 1] ?? 0));
		g.closePath();
		g.fill();
	}
	for (const lane of view.lanes) {
		drawLine(g, camera, lane.leftXyM, colour("lane"), []);
		drawLine(g, camera, lane.rightXyM, colour("lane"), []);
	}
}
function trace(g, camera, xy) {
	for (let i = 0; i + 1 < xy.length; i += 2) {
		const x = px(camera, xy[i] ?? 0);
		const y = py(camera, xy[i + 1] ?? 0);
		if (i === 0) g.moveTo(x, y);
		else g.lineTo(x, y);
	}
}
function drawLine(g, camera, xy, style, dash) {
	if (xy.length < 4) return;
	g.strokeStyle = style;
	g.lineWidth = 1;
	g.setLineDash(dash);
	g.beginPath();
	trace(g, camera, xy);
	g.stroke();
	g.setLineDash([]);
}
function drawActor(g, camera, actor, sample) {
	const xM = actor.xM[sample];
	const yM = actor.yM[sample];
	const yawRad = actor.yawRad[sample];
	if (typeof xM !== "number" || typeof yM !== "number" || typeof yawRad !== "number") return;
	const length = actor.lengthM * camera.pxPerM;
	const width = actor.widthM * camera.pxPerM;
	g.save();
	g.translate(px(camera, xM), py(camera, yM));
	g.rotate(-yawRad);
	g.fillStyle = colour(actor.motion === "ego" ? "accent" : "other");
	g.fillRect(-length / 2, -width / 2, length, width);
	g.fillStyle = colour("paper");
	g.fillRect(length * .22, -width * .36, Math.max(1, length * .07), width * .72);
	g.restore();
	g.fillStyle = colour("ink");
	g.font = "11px system-ui, sans-serif";
	g.fillText(actor.motion === "ego" ? "ego" : actor.name, px(camera, xM) + 4, py(camera, yM) - Math.max(width, 8));
}
function drawScale(g, camera) {
	const length = 10 * camera.pxPerM;
	g.strokeStyle = colour("dim");
	g.fillStyle = colour("dim");
	g.beginPath();
	g.moveTo(12, 346);
	g.lineTo(12 + length, 346);
	g.stroke();
	g.font = "11px system-ui, sans-serif";
	g.fillText("10 m", 12, 342);
}
// web/report/plot.ts
var HEIGHT_PX = 92;
var LEFT_PX = 44;
/** Draws one signal over time with its limit and a cursor at `sample`; gaps stay gaps. */
function drawPlot(canvas, view, series, sample) {
	const { g, widthPx } = context2d(canvas, HEIGHT_PX);
	const range = valueRange(series);
	const n = Math.max(1, series.values.length - 1);
	const x = (i) => LEFT_PX + i / n * (widthPx - LEFT_PX - 8);
	const y = (v) => 84 - (v - range.low) / (range.high - range.low) * 74;
	axis(g, series, range, y);
	if (series.limit !== null) line(g, LEFT_PX, y(series.limit), widthPx - 8, y(series.limit), "bad", [4, 3]);
	curve(g, series, x, y);
	line(g, x(sample), 4, x(sample), 88, "ink", []);
	const tick = view.ticks[sample];
	canvas.title = tick === void 0 ? series.id : `${series.id} at tick ${tick}: ${valueText(series, series.values[sample] ?? null)}`;
}
/** The sample under a click. */
function sampleAt(canvas, offsetXPx, count) {
	const share = (offsetXPx - LEFT_PX) / (canvas.clientWidth - LEFT_PX - 8);
	return Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}
function valueRange(series) {
	let low = series.limit ?? Infinity;
	let high = series.limit ?? -Infinity;
	for (const v of series.values) {
		if (v === null) continue;
		low = Math.min(low, v);
		high = Math.max(high, v);
	}
	if (low > high) return {
		low: 0,
		high: 1
	};
	const margin = high > low ? (high - low) * .06 : Math.max(1, Math.abs(high) * .1);
	return {
		low: low - margin,
		high: high + margin
	};
}
function valueText(series, value) {
	return value === null ? "no value" : series.levels?.[value] ?? String(value);
}
/** The ends of the range, or the level at each value that has a name. */
function axis(g, series, range, y) {
	g.fillStyle = colour("dim");
	g.font = "10px system-ui, sans-serif";
	g.textAlign = "right";
	if (series.levels === void 0) for (const v of [range.low, range.high]) g.fillText(short(v), 40, y(v) + (v === range.low ? 0 : 8));
	g.textAlign = "left";
	for (const [v, level] of (series.levels ?? []).entries()) if (series.values.includes(v)) g.fillText(level, 48, y(v) - 3);
}
function short(v) {
	return Math.abs(v) >= 100 ? v.toFixed(0) : Math.abs(v) >= 1 ? v.toFixed(1) : v.toFixed(2);
}
function line(g, x0, y0, x1, y1, style, dash) {
	g.strokeStyle = colour(style);
	g.lineWidth = 1;
	g.setLineDash(dash);
	g.beginPath();
	g.moveTo(x0, y0);
	g.lineTo(x1, y1);
	g.stroke();
	g.setLineDash([]);
}
function curve(g, series, x, y) {
	g.strokeStyle = colour("accent");
	g.lineWidth = 1.4;
	g.beginPath();
	let down = false;
	let before = 0;
	series.values.forEach((v, i) => {
		if (v === null) {
			down = false;
			return;
		}
		if (down && series.levels !== void 0) g.lineTo(x(i), y(before));
		before = v;
		if (down) g.lineTo(x(i), y(v));
		else g.moveTo(x(i), y(v));
		down = true;
	});
	g.stroke();
	lonePoints(g, series, x, y);
}
/** A value between two gaps, which no line reaches. */
function lonePoints(g, { values }, x, y) {
	const isGap = (i) => (values[i] ?? null) === null;
	g.fillStyle = colour("accent");
	for (const [i, v] of values.entries()) if (v !== null && isGap(i - 1) && isGap(i + 1)) g.fillRect(x(i) - 1.5, y(v) - 1.5, 3, 3);
}
// web/report/realtime.ts
/** What the clock said of a run in real time; null of one in lockstep. */
function realtimeSection(result) {
	if (result.pacing !== "realtime") return null;
	const { realtime: r } = result;
	const section = h("section", {}, h("h2", {}, "Real time"), h("p", { class: "warn" }, "in real time: not deterministic; the command above replays the recorded answers, which is"));
	if (r === null) return section;
	section.append(h("p", {}, countsText(r)), histograms(r));
	if (r.clock !== null) {
		const text = `the controller's clock less redrive's: ${r.clock.offsetMs.toFixed(3)} ms, by a round trip of ${r.clock.roundTripMs.toFixed(3)} ms`;
		section.append(h("p", { class: "dim" }, `${text}; ${r.reportsHeldCount} instants without a new report of the car`));
	}
	return section;
}
function countsText(r) {
	const held = `${r.heldCount} answers held, ${r.heldByHarnessCount} of them because redrive itself was late`;
	const row = `at most ${r.longestRow} in a row, of ${r.heldLimit} allowed`;
	return `period ${r.periodMs} ms; ${held}; ${row}; ${r.lateCount} came late, ${r.overtakenCount} overtaken by a newer one`;
}
function histograms(r) {
	const { harnessLateness: own, answerLatency: theirs } = r;
	const body = h("tbody", {});
	for (let i = 0; i < own.counts.length; i++) {
		const cells = [own, theirs].map((each) => h("td", { class: "number" }, String(each.counts[i] ?? 0)));
		body.append(h("tr", {}, h("td", {}, className(own, i)), ...cells));
	}
	for (const [title, of] of [
		["median", (each) => each.p50Ms],
		["99 %", (each) => each.p99Ms],
		["largest", (each) => each.maxMs]
	]) {
		const cells = [own, theirs].map((each) => h("td", { class: "number" }, `${of(each).toFixed(2)} ms`));
		body.append(h("tr", {}, h("td", {}, title), ...cells));
	}
	return h("table", {}, h("thead", {}, h("tr", {}, ...[
		"",
		"redrive late at an instant",
		"answer after its observation"
	].map((t) => h("th", {}, t)))), body);
}
function className({ limitsMs }, i) {
	return i < limitsMs.length ? `below ${limitsMs[i]} ms` : `${limitsMs[i - 1]} ms and more`;
}
// web/report/responsibility.ts
/** Who is to blame for each collision, by each of the rules, and whether a careful driver would have avoided it; null without a collision. */
function responsibilitySection({ responsibility = [], preventability }, look) {
	if (responsibility.length === 0 && preventability === void 0) return null;
	const rows = responsibility.map((c) => {
		const artefact = c.nonreactiveArtifact ? "It was replayed and could not react: this may be an artefact of replay." : "";
		return onClick(h("tr", { class: "link" }, h("td", {}, c.actor), h("td", { class: "number" }, `${c.tick} (${c.tSec.toFixed(2)} s)`), blameCell(c.nuplan), blameCell(c.rss), blameCell(c.r157), h("td", { class: "dim" }, artefact)), () => look.showTick(c.tick));
	});
	const head = h("tr", {}, ...[
		"collision with",
		"tick",
		"by nuPlan's rule",
		"by RSS",
		"by UN R157",
		""
	].map((t) => h("th", {}, t)));
	const drivers = preventability?.drivers.map(({ driver, collided }) => `${driver} ${collided ? "collides" : "does not"}`) ?? [];
	return h("section", {}, h("h2", {}, "Responsibility"), rows.length === 0 ? h("p", {}, "No collision.") : h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)), preventability === void 0 ? null : h("p", {}, `${preventability.verdict}: ${preventability.why}${drivers.length === 0 ? "" : ` (${drivers.join(", ")})`}`));
}
function blameCell({ verdict, why }) {
	const tone = {
		ego: "bad",
		"not-ego": "good",
		unknown: "dim"
	}[verdict];
	const words = {
		ego: "the ego",
		"not-ego": "not the ego",
		unknown: "not known"
	}[verdict];
	return h("td", {}, h("b", { class: tone }, words), h("p", { class: "dim" }, why));
}
// web/report/scores.ts
/** The score and its dimensions, the recorded driver's beside them. */
function scoreTable(score, human) {
	const rows = h("tbody", {}, scoreRow("score", score.total, human?.total ?? null));
	for (const { dimension, score: points, weight } of score.dimensions) {
		const beside = human?.dimensions.find((d) => d.dimension === dimension)?.score ?? null;
		rows.append(scoreRow(weight === 0 ? `${dimension} (reported)` : dimension, points, beside));
	}
	const head = human === null ? null : h("thead", {}, h("tr", {}, ...[
		"",
		"",
		"controller",
		"recorded driver"
	].map((t) => h("th", {}, t))));
	const note = human === null || human.zeroMetrics.length === 0 ? null : h("p", { class: "dim" }, `The recorded driver has 0 at ${human.zeroMetrics.join(", ")}: read these with care.`);
	return h("div", {}, head === null ? h("table", {}, rows) : h("table", {}, head, rows), note);
}
function scoreRow(title, points, human) {
	return h("tr", {}, h("td", {}, title), h("td", {}, points === null ? "" : meter(points)), h("td", { class: "number" }, points === null ? "not applicable" : points.toFixed(2)), human === null ? null : h("td", { class: "number dim" }, human.toFixed(2)));
}
/** Each profile that was asked for: its score, its parts in the anchor's words, and what each lost point is due to. */
function profileSection(profiles, look) {
	if (profiles.length === 0) return null;
	return h("section", {}, h("h2", {}, "Profiles"), ...profiles.map((profile) => profileBox(profile, look)));
}
function profileBox({ id, title, definition, paramsHash, score, reason, parts, findings, notes }, look) {
	const summary = h("summary", {}, h("b", {}, id), score === null ? " not applicable" : ` ${score.toFixed(2)}`, h("span", { class: "dim" }, ` ${title}`));
	if (score === null) return h("details", {}, summary, h("p", {}, reason));
	const rows = parts.map(({ name, metric, role, value, weight }) => h("tr", {}, h("td", {}, name), h("td", { class: "dim" }, metric), h("td", { class: "number" }, value.toFixed(4)), h("td", { class: "number" }, role === "gate" ? "factor" : weight.toFixed(4))));
	const head = h("tr", {}, ...[
		"part",
		"metric",
		"value",
		"share"
	].map((t) => h("th", {}, t)));
	return h("details", {}, summary, lossBar(score, findings, look), h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)), ...notes.map((note) => h("p", {}, note)), findingList(findings, look), h("p", { class: "mono dim" }, `${definition} ${paramsHash}`));
}
// web/report/run-page.ts
/** The page of one run: why, picture with a scrubber, findings that jump to their tick, scores, metrics, plots. */
function runPage(result, view, back, onTick) {
	const findings = result.score?.findings ?? [];
	const state = {
		sample: 0,
		playing: 0
	};
	const last = Math.max(0, (view?.ticks.length ?? 0) - 1);
	const canvas = h("canvas", {});
	const slider = h("input", {
		type: "range",
		min: "0",
		max: String(last),
		value: "0",
		"aria-label": "time"
	});
	const clock = h("span", { class: "mono" }, "");
	const play = h("button", {}, "play");
	const plots = (view?.series ?? []).map((series) => ({
		series,
		canvas: h("canvas", {})
	}));
	const figures = plots.map((plot) => ({
		id: plot.series.id,
		element: figure(plot.series, plot.canvas)
	}));
	const draw = () => {
		if (view === null) return;
		drawPicture(canvas, view, state.sample);
		for (const plot of plots) drawPlot(plot.canvas, view, plot.series, state.sample);
		const tick = view.ticks[state.sample] ?? 0;
		clock.textContent = `tick ${tick}, ${(tick * view.dtSec).toFixed(2)} s`;
		slider.value = String(state.sample);
	};
	const show = (sample) => {
		state.sample = Math.max(0, Math.min(last, sample));
		draw();
		onTick(view?.ticks[state.sample] ?? 0);
	};
	const showTick = (tick) => show(sampleOfTick(view, tick));
	const stop = () => {
		clearInterval(state.playing);
		state.playing = 0;
		play.textContent = "play";
	};
	const togglePlay = () => {
		if (state.playing !== 0) return stop();
		if (state.sample === last) show(0);
		state.playing = window.setInterval(() => state.sample < last ? show(state.sample + 1) : stop(), 100);
		play.textContent = "pause";
	};
	const look = {
		showTick,
		showSeries: (metric) => markPlot(figures, metric)
	};
	slider.addEventListener("input", () => show(Number(slider.value)));
	onClick(play, togglePlay);
	for (const plot of plots) plot.canvas.addEventListener("click", (e) => show(sampleAt(plot.canvas, e.offsetX, plot.series.values.length)));
	const world = view === null ? h("p", { class: "dim" }, "No picture was kept for this run; the command below makes it again.") : h("div", {}, canvas, slider, h("div", { class: "bar" }, play, clock, h("span", { class: "dim" }, "keys: space, arrows, [ and ] for findings, j and k for runs")));
	const element = h("div", {}, onClick(h("button", {}, "all runs"), back), h("h1", { class: "mono" }, result.variantId), h("p", { class: "lines" }, verdictText(result), ` ${result.why}`), result.description === "" ? null : h("p", { class: "dim" }, result.description), h("code", { class: "dim" }, result.reproduce), h("div", { class: "split" }, h("section", {}, h("h2", {}, "World"), world), h("section", {}, reasons(result, look))), responsibilitySection(result, look), h("h2", {}, "Signals"), h("div", { class: "plots" }, ...figures.map(({ element: plot }) => plot)), leftOut(view), h("h2", {}, "Metrics"), metricTable(result.score?.metrics ?? [], showTick), profileSection(result.profiles, look), retracedTable(result), realtimeSection(result), facts(result));
	const nextFinding = (direction) => {
		const now = view?.ticks[state.sample] ?? 0;
		const ticks = findings.map((f) => f.worstTick).sort((a, b) => a - b);
		const next = direction === 1 ? ticks.find((t) => sampleOfTick(view, t) > state.sample) : ticks.findLast((t) => t < now && sampleOfTick(view, t) < state.sample);
		if (next !== void 0) showTick(next);
	};
	return {
		element,
		showTick,
		step: (n) => show(state.sample + n),
		nextFinding,
		togglePlay,
		stop,
		draw
	};
}
/** Marks the plot of a metric and brings it into view, where there is one. */
function markPlot(figures, metric) {
	for (const { id, element } of figures) element.classList.toggle("chosen", id === metric);
	figures.find(({ id }) => id === metric)?.element.scrollIntoView({ block: "nearest" });
}
function sampleOfTick(view, tick) {
	const at = (view?.ticks ?? []).findLastIndex((t) => t <= tick);
	return Math.max(0, at);
}
/** Why the score is what it is: where the points went, each loss, broken limits, the score and its dimensions. */
function reasons({ score, human }, look) {
	if (score === null) return h("div", {}, h("h2", {}, "Findings"), h("p", { class: "dim" }, "This run was not scored."));
	const broken = score.expectations.filter((e) => !e.passed);
	const limits = broken.map((e) => h("div", { class: `finding ${e.level === "error" ? "" : "warning"}` }, h("b", {}, "expectation "), e.sentence));
	const nothing = score.findings.length + broken.length === 0 ? h("p", { class: "dim" }, "Nothing was lost.") : null;
	return h("div", {}, h("h2", {}, "Findings"), lossBar(score.total, score.findings, look), findingList(score.findings, look), ...limits, nothing, h("h2", {}, "Score"), scoreTable(score, human));
}
function figure(series, canvas) {
	return h("figure", { class: "plot" }, h("figcaption", {}, h("span", {}, series.id), h("span", {}, [series.group, series.unit].filter((text) => text !== "").join(", "))), canvas);
}
function leftOut(view) {
	const count = view?.undrawnDebugCount ?? 0;
	return count === 0 ? null : h("p", { class: "dim" }, `${count} more debug signals of the controller are in the trace only`);
}
function metricTable(metrics, showTick) {
	const body = h("tbody", {});
	for (const m of metrics) {
		const value = m.value === null ? h("td", { class: "dim" }, m.reason) : h("td", { class: "number" }, `${m.value.toPrecision(4)} ${m.unit}`);
		const place = m.normalised === null ? m.role : `${m.role} ${m.normalised.toFixed(3)}`;
		const row = h("tr", { class: m.atTick === null ? "" : "link" }, h("td", {}, m.id), h("td", {}, m.dimension), value, h("td", {}, place), h("td", {}, m.actor ?? ""), h("td", { class: "number" }, m.atTick === null ? "" : String(m.atTick)), h("td", { class: "mono dim" }, `${m.definition} ${m.paramsHash}`));
		const tick = m.atTick;
		body.append(tick === null ? row : onClick(row, () => showTick(tick)));
	}
	return h("table", {}, h("thead", {}, h("tr", {}, ...[
		"metric",
		"dimension",
		"value",
		"in the score",
		"against",
		"tick",
		"definition"
	].map((t) => h("th", {}, t)))), body);
}
/** Every road user of the recording: how far the virtual car strayed when it retraced it, and why; null where nothing was retraced. */
function retracedTable(result) {
	if (result.retraced.length === 0) return null;
	const body = h("tbody", {});
	for (const r of result.retraced) {
		const number = (text) => h("td", { class: "number" }, text);
		const deviation = r.deviationM === null ? "-" : `${r.deviationM.toFixed(3)} m`;
		const at = r.atSec === null ? "" : `${r.atSec.toFixed(2)} s`;
		const accel = `${r.minAccelMps2.toFixed(1)} to ${r.maxAccelMps2.toFixed(1)}`;
		const tone = r.why === "followed" ? "good" : "";
		body.append(h("tr", {}, h("td", {}, r.actor), number(`${r.seenSec.toFixed(1)} s`), number(accel), h("td", {}, r.lead ?? "none"), number(deviation), number(at), h("td", { class: tone }, r.why)));
	}
	const head = h("tr", {}, ...[
		"recorded car",
		"seen",
		"acceleration m/s2",
		"lead",
		"largest deviation",
		"at",
		"why"
	].map((t) => h("th", {}, t)));
	return h("section", {}, h("h2", {}, "Recorded cars, retraced by the virtual car"), h("table", {}, h("thead", {}, head), body));
}
function facts(result) {
	const latency = result.latency === null ? "no reply times" : `reply p50 ${result.latency.p50Ms.toFixed(2)} ms, p99 ${result.latency.p99Ms.toFixed(2)} ms, max ${result.latency.maxMs.toFixed(1)} ms, ${result.latency.deadlineMisses} of ${result.latency.count} slower than ${result.latency.deadlineMs} ms`;
	const { rssBytes } = result.controller;
	const memory = rssBytes === null ? "" : `; ${(rssBytes / 1e6).toFixed(0)} MB of memory at the end`;
	const movers = result.actors.filter((a) => a.motion !== "ego").map((a) => `${a.name} ${a.motion}`);
	const controller = [result.controller.name || result.controller.text, result.controller.build].filter((text) => text !== "").join(" ");
	return h("div", {}, h("h2", {}, "Run"), h("p", {}, `ended at tick ${result.end.tick} (${result.end.tSec.toFixed(2)} s) by ${result.end.reason}`), h("p", {}, `controller ${controller}; ${latency}${memory}`), ...result.warnings.map((text) => h("p", { class: "warn" }, `warning: ${text}`)), h("p", {}, `seed ${result.seed}, hash `, h("code", {}, result.hash)), h("p", { class: "dim" }, `road users beside the ego: ${movers.length === 0 ? "none" : movers.join(", ")}`), result.digests === null ? null : h("p", { class: "dim" }, `SHA-256 to the controller ${result.digests.toController}, from it ${result.digests.toHarness}`), result.files.trace === null ? null : h("p", { class: "dim" }, `trace ${result.files.trace}`));
}
// web/report/main.ts
/** One page, two faces: the overview, or one run. The hash says which, and at which tick. */
var suite = embeddedSuite();
var app = document.getElementById("app");
var sort = {
	column: 0,
	down: false
};
var place = placeFromHash(location.hash);
var page = null;
var visits = 0;
/** Opens another place: a step that the browser's back button takes back. */
function go(change) {
	place = {
		...place,
		...change
	};
	history.pushState(null, "", hashOfPlace(place));
	show();
}
/** Keeps the address in step with what is shown already. */
function note(change) {
	place = {
		...place,
		...change
	};
	history.replaceState(null, "", hashOfPlace(place));
}
async function show() {
	const visit = ++visits;
	page?.stop();
	page = null;
	const result = place.run === null ? void 0 : suite.results.find((r) => r.index === place.run);
	if (result === void 0) {
		app.replaceChildren(overview(suite, place, sort, go, note));
		return;
	}
	const view = await viewOf(result);
	if (visit !== visits) return;
	page = runPage(result, view, () => go({
		run: null,
		tick: null
	}), (tick) => note({ tick }));
	app.replaceChildren(page.element);
	page.showTick(place.tick ?? result.score?.findings[0]?.worstTick ?? 0);
}
/** The run before or after this one among those the overview shows, in its order. */
function neighbour(direction) {
	const shown = shownResults(suite, place, sort);
	const next = shown[shown.findIndex((r) => r.index === place.run) + direction];
	if (next !== void 0) go({
		run: next.index,
		tick: null
	});
}
document.addEventListener("keydown", (event) => {
	const { target, key } = event;
	if (event.ctrlKey || event.metaKey || event.altKey) return;
	if (target instanceof HTMLInputElement && target.type === "search") return;
	if (target instanceof HTMLButtonElement && key === " ") return;
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
	show();
});
window.addEventListener("resize", () => page?.draw());
show();
