import { describe, expect, test } from "vitest";
import { broken, brokenOwn, from, lane, map, problemsIn, road, section, to } from "./support.ts";

const cubic = (name: string, s: number, a: number, b = 0, c = 0, d = 0) =>
  `<${name} ${name === "laneOffset" || name === "elevation" ? "s" : "sOffset"}="${s}" a="${a}" b="${b}" c="${c}" d="${d}"/>`;

/** One road whose sections are these texts. */
const one = (...sections: string[]) => map(road({ sections: sections.join("\n") }));

test("a plain road breaks no rule", () => {
  expect(broken(one(section(0, lane(1), lane(-1))), "xodr")).toEqual([]);
});

describe("lanes", () => {
  test("outside a level lane all are level", () => {
    const level = { level: true };
    expect(broken(one(section(0, "", `${lane(-1)}${lane(-2, level)}${lane(-3, level)}`)), "xodr")).toEqual([]);
    expect(broken(one(section(0, "", `${lane(-1)}${lane(-2, level)}\n${lane(-3)}`)), "xodr")).toEqual(["level_true_one_side@3"]);
    expect(broken(one(section(0, `${lane(2)}\n${lane(1, level)}`, "")), "xodr")).toEqual(["level_true_one_side@2"]);
  });

  test("a lane goes on as level as it is; both ends are named", () => {
    const sections = [section(0, "", lane(-1, { level: true, link: to(-1) })), section(50, "", lane(-1, { link: from(-1) }))];
    expect(broken(one(...sections), "xodr")).toEqual(["level_true_one_side@2", "level_true_one_side@3"]);
    expect(broken(map(road({ sections: sections.join("\n") }), 6), "xodr")).toEqual([]);
  });

  test("access at one place allows or denies; a micrometre is one place, two are not", () => {
    const access = (s: number, rule: string) => `\n<access sOffset="${s}" rule="${rule}"/>`;
    const width = `<width sOffset="0" a="3" b="0" c="0" d="0"/>`;
    const inside = `${width}${access(1, "allow")}${access(1.0000015, "deny")}${access(1.0000009, "allow")}${access(50, "deny")}`;
    expect(broken(one(section(0, "", lane(-1, { inside }))), "xodr")).toEqual(["no_mix_of_deny_or_allow@4"]);
  });

  test("borders cross where a cubic dips inwards between its ends", () => {
    const inner = lane(1, { inside: cubic("border", 0, 4) });
    // 5 - 0.0024 d (100 - d): 5 m at both ends, -1 m in the middle.
    const dips = lane(2, { inside: cubic("border", 0, 5, -0.24, 0.0024) });
    expect(broken(one(section(0, `${dips}${inner}`, "")), "xodr")).toEqual(["overlap_with_inner_lanes@2"]);
    expect(broken(one(section(0, `${lane(2, { inside: cubic("border", 0, 5, -0.01) })}${inner}`, "")), "xodr")).toEqual([]);
    const right = `${lane(-1, { inside: cubic("border", 0, -4) })}${lane(-2, { inside: cubic("border", 0, -3) })}`;
    expect(broken(one(section(0, "", right)), "xodr")).toEqual(["overlap_with_inner_lanes@2"]);
  });

  test("links across sections are in both directions; a link to no lane is not this rule's", () => {
    const sections = (link: string) => one(section(0, "", lane(-1, { link: to(-1) })), section(50, "", lane(-1, { link })));
    expect(broken(sections(from(-1)), "xodr")).toEqual([]);
    expect(broken(sections(""), "xodr")).toEqual(["lanes_across_lane_sections@2"]);
    expect(broken(sections(from(-7)), "xodr")).toEqual(["lanes_across_lane_sections@2"]);
  });

  test("a lane of no width has no link there, and one that appears is not linked to what goes on beside it", () => {
    const before = section(0, "", `${lane(-1, { link: to(-1) })}`);
    const grows = (link: string) => lane(-2, { inside: cubic("width", 0, 0, 0.06), link });
    expect(broken(one(before, section(50, "", `${lane(-1, { link: from(-1) })}${grows("")}`)), "xodr")).toEqual([]);
    const wrong = broken(one(before, section(50, "", `${lane(-1, { link: from(-1) })}\n${grows(from(-1))}`)), "xodr");
    expect(wrong).toEqual(expect.arrayContaining(["zero_width_at_start@4", "new_lane_appear@4"]));
    const ends = section(0, "", lane(-1, { inside: cubic("width", 0, 3, -0.06), link: to(-1) }));
    expect(broken(one(ends, section(50, "", lane(-1, { link: from(-1) }))), "xodr")).toContain("zero_width_at_end@2");
  });
});

const link = (which: string, id: string, contact: string, kind = "road") =>
  `<${which} elementType="${kind}" elementId="${id}"${kind === "road" ? ` contactPoint="${contact}"` : ""}/>`;
const plain = section(0, lane(1), lane(-1));
const at = (x: number) => `<geometry s="0" x="${x}" y="0" hdg="0" length="100"><line/></geometry>`;

/** Road 1 into road 2, the connecting one, into road 3, in one line along x. */
const junction = (connections: string, minor = 8, connecting = plain, rule = "RHT") =>
  map(
    [
      road({ id: "1", rule, link: link("successor", "9", "", "junction"), sections: plain }),
      road({
        id: "2",
        rule,
        junction: "9",
        geometry: at(100),
        link: link("predecessor", "1", "end") + link("successor", "3", "start"),
        sections: connecting,
      }),
      road({ id: "3", rule, geometry: at(200), link: link("predecessor", "9", "", "junction"), sections: plain }),
      `<junction id="9">\n${connections}</junction>`,
    ].join("\n"),
    minor,
  );
const connection = (incoming: string, contact: string, ...links: [number, number][]) =>
  `<connection incomingRoad="${incoming}" connectingRoad="2" contactPoint="${contact}">${links
    .map(([a, b]) => `<laneLink from="${a}" to="${b}"/>`)
    .join("")}</connection>\n`;

describe("junctions", () => {
  test("one connection each way is as it should be", () => {
    expect(broken(junction(connection("1", "start", [-1, -1]) + connection("3", "end", [1, 1])), "xodr")).toEqual([]);
  });

  test("lane links follow the traffic, on the other side where one drives on the left", () => {
    expect(broken(junction(connection("1", "start", [1, 1])), "xodr")).toEqual(["one_link_to_incoming@6"]);
    expect(broken(junction(connection("1", "start", [1, 1]), 8, plain, "LHT"), "xodr")).toEqual([]);
    const both = section(0, lane(1, { more: ` direction="both"` }), lane(-1));
    expect(broken(junction(connection("1", "start", [-1, 1]), 8, both), "xodr").filter((b) => b.startsWith("one_link"))).toEqual([]);
  });

  test("from 1.8 on a second connection is one too many of the same incoming road; in 1.7 any second is", () => {
    const twice = connection("1", "start", [-1, -1]) + connection("1", "start");
    expect(broken(junction(twice), "xodr")).toEqual(["one_link_to_incoming@7"]);
    const ways = connection("1", "start", [-1, -1]) + connection("3", "end", [1, 1]);
    expect(broken(junction(ways, 7), "xodr")).toEqual(["one_connection_element@7"]);
    expect(broken(junction(ways, 6), "xodr")).toEqual([]);
  });

  test("contact points say which end of the connecting road meets the incoming one", () => {
    expect(broken(junction(connection("1", "end"), 7), "xodr")).toEqual(["end_opposite_linkage@6"]);
    expect(broken(junction(connection("3", "start"), 7), "xodr")).toEqual(["start_along_linkage@6"]);
  });

  test("a connecting road leads into no other junction", () => {
    const second = `<junction id="8">\n<connection incomingRoad="2" connectingRoad="3" contactPoint="start"/></junction>`;
    expect(broken(junction(connection("1", "start")).replace("</OpenDRIVE>", `${second}</OpenDRIVE>`), "xodr")).toContain(
      "connect_road_no_incoming_road@9",
    );
  });

  test("three roads do not meet without one", () => {
    const text = map(
      [
        road({ id: "1", link: link("successor", "2", "start"), sections: plain }),
        road({ id: "2", geometry: at(100), link: link("predecessor", "1", "end"), sections: plain }),
        road({ id: "3", geometry: at(100), link: link("predecessor", "1", "end"), sections: plain }),
      ].join("\n"),
    );
    expect(broken(text, "xodr")).toEqual(["is_junction_needed@4"]);
  });
});

describe("reference lines", () => {
  const shape = (geometry: string) => map(road({ geometry, sections: plain }));
  const geometry = (s: number, length: number, inside: string) =>
    `<geometry s="${s}" x="${s}" y="0" hdg="0" length="${length}">${inside}</geometry>\n`;
  const poly = (bU: number, range: string, more = `aU="0" aV="0" bV="0"`) =>
    `<paramPoly3 ${more} bU="${bU}" cU="0" dU="0" cV="0" dV="0" pRange="${range}"/>`;

  test("stand in ascending order", () => {
    const wrong = geometry(0, 40, "<line/>") + geometry(80, 20, `<arc curvature="0"/>`) + geometry(40, 40, `<arc curvature="0"/>`);
    expect(broken(shape(wrong), "xodr")).toContain("elem_asc_order@4");
  });

  test("are as long as they say: a straight polynomial can be checked by hand", () => {
    expect(broken(shape(geometry(0, 100, poly(100, "normalized"))), "xodr")).toEqual([]);
    expect(broken(shape(geometry(0, 100, poly(1, "arcLength"))), "xodr")).toEqual([]);
    expect(broken(shape(geometry(0, 100, poly(100.0005, "normalized"))), "xodr")).toEqual([]);
    expect(problemsIn(shape(geometry(0, 100, poly(100.002, "normalized"))), "xodr")).toMatchObject([
      {
        rule: expect.stringContaining("length_match") as string,
        severity: "warning",
        expected: expect.stringContaining("100.002000 m") as string,
      },
      { rule: expect.stringContaining("normalized_range") as string },
    ]);
    expect(broken(shape(geometry(0, 100, poly(2, "arcLength"))), "xodr")).toEqual(["length_match@2", "arclength_range@2"]);
  });

  test("start where their frame does", () => {
    expect(broken(shape(geometry(0, 100, poly(100, "normalized", `aU="1" aV="0" bV="0"`))), "xodr")).toEqual(["valid_parameters@2"]);
    expect(broken(shape(geometry(0, 100, poly(-100, "normalized"))), "xodr")).toEqual(["valid_parameters@2"]);
  });

  test("of linked roads meet, at the centimetre", () => {
    const pair = (x: number, contact = "start") =>
      map(
        `${road({ id: "1", link: link("successor", "2", contact), sections: plain })}\n${road({ id: "2", geometry: at(x), link: link("predecessor", "1", "end"), sections: plain })}`,
      );
    expect(broken(pair(100.009), "xodr")).toEqual([]);
    expect(broken(pair(100.2), "xodr")).toEqual(["contact_point@2", "contact_point@3"]);
    expect(broken(pair(100, "end"), "xodr")).toEqual(["contact_point@2"]);
  });

  test("absurd numbers are another rule's, and cost nothing", () => {
    expect(broken(shape(geometry(0, 1e300, `<arc curvature="1e9"/>`)), "xodr")).toEqual([]);
    expect(broken(shape(geometry(0, 100, `<spiral curvStart="NaN" curvEnd="1"/>`)), "xodr")).toEqual([]);
  });
});

describe("what is said twice", () => {
  test("a cubic that goes on as the one before", () => {
    const profile = (...pieces: string[]) =>
      map(road({ before: `<elevationProfile>\n${pieces.join("\n")}</elevationProfile>`, sections: plain }));
    // 1 + 2 d + 3 d^2, taken up at d = 10: 321 + 62 d + 3 d^2.
    expect(broken(profile(cubic("elevation", 0, 1, 2, 3), cubic("elevation", 10, 321, 62, 3)), "xodr")).toEqual(["avoid_redundant_info@4"]);
    expect(broken(profile(cubic("elevation", 0, 1, 2, 3), cubic("elevation", 10, 321, 62, 4)), "xodr")).toEqual([]);
  });

  test("a line that goes on as the one before", () => {
    const half = (x: number, hdg: number) => `\n<geometry s="${x}" x="${x}" y="0" hdg="${hdg}" length="50"><line/></geometry>`;
    expect(broken(map(road({ geometry: half(0, 0) + half(50, 0), sections: plain })), "xodr")).toEqual(["avoid_redundant_info@4"]);
    expect(broken(map(road({ geometry: half(0, 0) + half(50, 0.1), sections: plain })), "xodr")).toEqual([]);
  });
});

describe("gaps", () => {
  const gap = (text: string) => broken(text, "xodr").filter((b) => b.startsWith("contact_point_no_horizontal_gaps"));
  const pair = (a: string, b: string) => gap(one(section(0, "", a), section(50, "", b)));
  const wide = (m: number) => cubic("width", 0, m);

  test("lanes that continue each other are as wide", () => {
    const first = lane(-1, { inside: wide(3), link: to(-1) });
    expect(pair(first, lane(-1, { inside: wide(3.009), link: from(-1) }))).toEqual([]);
    expect(pair(first, lane(-1, { inside: wide(3.1), link: from(-1) }))).toHaveLength(1);
    expect(pair(first.replace("driving", "sidewalk"), lane(-1, { type: "sidewalk", inside: wide(3.1), link: from(-1) }))).toEqual([]);
  });

  test("a lane that splits is as wide as its parts together", () => {
    const first = lane(-1, { inside: wide(6), link: to(-1) + to(-2) });
    const part = (id: number, m: number) => lane(id, { inside: wide(m), link: from(-1) });
    expect(pair(first, part(-1, 3) + part(-2, 3))).toEqual([]);
    expect(pair(first, part(-1, 3) + part(-2, 2))).toHaveLength(1);
  });

  test("neither the lane offset nor a lane's width jumps, nor is the line broken", () => {
    const offset = cubic("laneOffset", 0, 0) + cubic("laneOffset", 50, 1);
    expect(gap(map(road({ sections: offset + plain })))).toHaveLength(1);
    expect(gap(one(section(0, "", lane(-1, { inside: wide(3) + cubic("width", 20, 4) }))))).toHaveLength(1);
    const line = `<geometry s="0" x="0" y="0" hdg="0" length="50"><line/></geometry><geometry s="50" x="51" y="0" hdg="0" length="50"><line/></geometry>`;
    expect(gap(map(road({ geometry: line, sections: plain })))).toHaveLength(1);
  });

  test("edges, not reference lines, meet: the next road may begin at the lane's edge", () => {
    const next = (y: number) =>
      map(
        `${road({ id: "1", link: link("successor", "2", "start"), sections: section(0, "", lane(-1, { link: to(1) })) })}${road({
          id: "2",
          geometry: `<geometry s="0" x="100" y="${y}" hdg="0" length="100"><line/></geometry>`,
          sections: section(0, lane(1), ""),
        })}`,
      );
    expect(gap(next(-3))).toEqual([]);
    expect(gap(next(0))).toHaveLength(1);
  });
});

describe("objects and signals: what redrive does not drive by is a warning", () => {
  const around = (content: string) => broken(map(road({ sections: plain, after: content }), 8), "xodr");
  const object = (inside: string, attributes = `type="tree" orientation="+"`) =>
    around(`<objects>\n<object id="1" ${attributes}>${inside}</object></objects>`);

  test.each([
    ["no direction", "", `type="tree"`, "orientation@3"],
    ["a radius and a length", "", `type="tree" orientation="+" radius="1" length="1"`, "circular_vs_angular@3"],
    ["a tree with a kerb", "<borders/>", undefined, "attributes@3"],
    ["an outline without corners", "<outlines><outline/></outlines>", undefined, "outline_followed_by_corner@3"],
    ["an outline of one corner", "<outline><cornerRoad/></outline>", undefined, "element_min_amount@3"],
    ["a polyline without points", "<skeleton><polyline/></skeleton>", undefined, "polyline_followed_by_vertex@3"],
    ["a polyline of one point", "<skeleton><polyline><vertexLocal/></polyline></skeleton>", undefined, "element_min_amount@3"],
    [
      "a marking at no corner",
      `<markings><marking><cornerReference id="4"/></marking></markings>`,
      undefined,
      "no_cornerreference_if_no_outline@3",
    ],
  ])("%s", (_name, inside, attributes, found) => expect(object(inside, attributes)).toEqual([found]));

  test("borders of a whole outline and of a part", () => {
    const island = `type="trafficIsland" orientation="+"`;
    const border = (attribute: string, count: number) =>
      object(`<borders><border ${attribute}>${`<cornerReference id="1"/>`.repeat(count)}</border></borders>`, island);
    expect(border(`useCompleteOutline="true"`, 0)).toEqual([]);
    expect(border(`useCompleteOutline="true"`, 2)).toEqual(["useCompleteOutline_true@3"]);
    expect(border(`useCompleteOutline="false"`, 2)).toEqual([]);
    expect(border(`useCompleteOutline="false"`, 0)).toEqual(["useCompleteOutline_false@3"]);
    expect(border("", 1)).toEqual(["useCompleteOutline_false@3"]);
  });

  test("signals", () => {
    const signals = (inside: string) => around(`<signals>\n${inside}</signals>`);
    expect(signals(`<signal id="1"/><signalReference id="1"/>`)).toEqual([]);
    expect(signals(`<signal id="1"/>\n<signalReference id="2"/>`)).toEqual(["used_for_signals_only@4"]);
    expect(signals(`<signal id="1" type="multiBoard" dynamic="no"><staticBoard/></signal>`).sort()).toEqual([
      "multi_board_have_sub_boards@3",
      "multi_board_use_dynamic_true@3",
    ]);
  });

  test("profiles, offsets and priorities", () => {
    const profile = `<lateralProfile><crossSectionSurface/>\n<superelevation s="0" a="0" b="0" c="0" d="0"/></lateralProfile>`;
    expect(broken(map(road({ before: profile, sections: plain }), 8), "xodr")).toEqual(["no_shape_superelevation@3"]);
    const bordered = section(0, "", lane(-1, { inside: cubic("border", 0, -3) }));
    expect(broken(map(road({ sections: cubic("laneOffset", 0, 0) + bordered })), "xodr")).toEqual(["no_offset_if_border_defined@2"]);
    expect(broken(map(`<junction id="1">\n<priority high="1"/></junction>`), "xodr")).toEqual(["high_and_low_attrib@3"]);
  });

  test("is never an error", () => {
    expect(problemsIn(map(road({ sections: plain, after: `<objects><object id="1"/></objects>` })), "xodr")).toMatchObject([
      { severity: "warning" },
    ]);
  });
});

describe("a hostile map ends in time that grows with its size", () => {
  test("ten thousand lanes side by side, linked with each other", () => {
    const many = (linked: (id: number) => string) =>
      Array.from({ length: 10_000 }, (_, i) => lane(-i - 1, { link: linked(-i - 1) })).join("");
    expect(broken(one(section(0, "", many(to)), section(50, "", many(from))), "xodr")).toEqual([]);
  });

  test("a hundred thousand access rules at one place", () => {
    const access = (rule: string) => `<access sOffset="0" rule="${rule}"/>`;
    const inside = `<width sOffset="0" a="3" b="0" c="0" d="0"/>${access("allow").repeat(100_000)}`;
    expect(broken(one(section(0, "", lane(-1, { inside }))), "xodr")).toEqual([]);
    expect(broken(one(section(0, "", lane(-1, { inside: inside + access("deny").repeat(100_000) }))), "xodr")).toHaveLength(51);
  });

  test("fifty thousand pieces of two borders", () => {
    const border = (a: number) => Array.from({ length: 50_000 }, (_, i) => cubic("border", i / 1000, a)).join("");
    const text = one(section(0, "", lane(-1, { inside: border(-3) }) + lane(-2, { inside: border(-2) })));
    expect(broken(text, "xodr")).toContain("overlap_with_inner_lanes@2");
  });

  test("forty thousand lanes side by side that nothing leads into", () => {
    const lanes = Array.from({ length: 40_000 }, (_, i) => `<lane id="${-i - 1}" type="driving"/>`).join("");
    const before = road({ id: "1", link: link("successor", "2", "start"), sections: section(0, "", lane(-1)) });
    const wide = road({ id: "2", link: link("predecessor", "1", "end"), sections: section(0, "", lanes) });
    const found = problemsIn(map(`${before}\n${wide}`), "xodr").filter((p) => p.rule.endsWith("reachable"));
    expect(found.map((p) => [p.line, p.found.slice(0, 28)])).toEqual([
      [2, "none for lane -1 of road 1"],
      [3, "none for any of lanes -40000"],
    ]);
  });

  test("eight thousand roads that meet ten thousand lanes apart from one another, in a junction", () => {
    const apart = Array.from({ length: 20_000 }, (_, i) => `<lane id="${-i - 1}" type="${i % 2 === 0 ? "driving" : "none"}"/>`).join("");
    const meeting = Array.from(
      { length: 8000 },
      (_, i) =>
        `<road id="c${i}" length="1" junction="7"><link>${link("predecessor", "1", "end")}</link><planView/><lanes>${section(0, lane(1), "")}</lanes></road>`,
    ).join("");
    const into = `<link><successor elementType="junction" elementId="7"/></link>`;
    const incoming = `<road id="1" length="100" junction="-1">${into}<planView/><lanes>${section(0, "", apart)}</lanes></road>`;
    const reached = problemsIn(map(`${incoming}${meeting}`), "xodr").filter((p) => p.rule.endsWith("reachable"));
    // All of them lead out of the junction and none into it, so that none of those lanes has to lead on.
    expect(reached).toEqual([]);
  });
});

describe("lanes that traffic cannot reach", () => {
  /** Road 1 into road 2, driven on the right; the lanes of road 2 begin on line 3. */
  const twoRoads = (lanes1: string, lanes2: string) =>
    map(
      `${road({ id: "1", link: link("successor", "2", "start"), sections: section(0, "", lanes1) })}\n${road({
        id: "2",
        geometry: at(100),
        link: link("predecessor", "1", "end"),
        sections: section(0, "", lanes2),
      })}`,
    );
  const reached = (text: string) => brokenOwn(text, "xodr");

  test("a lane into which none of the road before leads is named, and one that leads out into none", () => {
    expect(reached(twoRoads(lane(-1, { link: to(-1) }), lane(-1, { link: from(-1) })))).toEqual([]);
    expect(reached(twoRoads(lane(-1), lane(-1)))).toEqual(["reachable@2", "reachable@3"]);
    expect(problemsIn(twoRoads(lane(-1), lane(-1)), "xodr").map((p) => p.severity)).toEqual(["warning", "warning"]);
  });

  test("one that begins beside another that is reached is reached from there, one beyond a verge is not", () => {
    const linked = lane(-1, { link: from(-1) });
    expect(reached(twoRoads(lane(-1, { link: to(-1) }), linked + lane(-2)))).toEqual([]);
    const verge = lane(-2, { type: "none" });
    expect(reached(twoRoads(lane(-1, { link: to(-1) }), `${linked}${verge}${lane(-3)}`))).toEqual(["reachable@3"]);
  });

  test("where the map ends, or the road before has no lane that leads there, nothing can lead in", () => {
    expect(reached(map(road({ id: "1", sections: section(0, "", lane(-1)) })))).toEqual([]);
    expect(reached(twoRoads(lane(-1, { type: "sidewalk" }), lane(-1)))).toEqual([]);
  });

  test("through a junction a connecting lane has to lead on", () => {
    const laneLink = `<connection id="0" incomingRoad="1" connectingRoad="2" contactPoint="start"><laneLink from="-1" to="-1"/></connection>`;
    const forwards = (links: string) => section(0, "", lane(-1, { link: links }));
    expect(reached(junction(laneLink, 8, forwards(from(-1) + to(-1))))).toEqual([]);
    expect(reached(junction(laneLink, 8, forwards(from(-1)))).length).toBe(2);
  });
});
