import { expect, test } from "vitest";
import { randomStream } from "../../src/core/random.ts";
import { faultOf, mutated } from "./opendrive-read-mutations.ts";
import { BODY, mapText, roadText, WIDTH } from "./opendrive-read-support.ts";

/** A map with every kind of element in it. */
const SEED = mapText(
  [
    roadText(
      `<link><predecessor elementType="junction" elementId="7"/><successor elementType="road" elementId="2" contactPoint="start"/></link>
      <type s="0" type="town"><speed max="50" unit="km/h"/></type>
      <elevationProfile><elevation s="0" a="0" b="0.01" c="0" d="0"/><elevation s="50" a="0.5" b="0" c="0" d="0"/></elevationProfile>
      <lateralProfile><superelevation s="0" a="0.02" b="0" c="0" d="0"/><shape s="0" t="-3" a="0" b="0.1" c="0" d="0"/></lateralProfile>
      <planView><geometry s="0" x="0" y="0" hdg="0" length="40"><line/></geometry>
      <geometry s="40" x="40" y="0" hdg="0" length="30"><spiral curvStart="0" curvEnd="0.02"/></geometry>
      <geometry s="70" x="69.7" y="3" hdg="0.3" length="30"><paramPoly3 aU="0" bU="1" cU="0" dU="0" aV="0" bV="0" cV="0.1" dV="0" pRange="arcLength"/></geometry></planView>
      <lanes><laneOffset s="0" a="0.5" b="0" c="0" d="0"/>${BODY.slice(BODY.indexOf("<laneSection"), BODY.indexOf("</lanes>"))}
      <laneSection s="60"><left><lane id="1" type="driving"><link><predecessor id="1"/></link>${WIDTH}<speed sOffset="0" max="30" unit="mph"/></lane></left>
      <center><lane id="0" type="none"><roadMark sOffset="0" type="solid"/></lane></center></laneSection></lanes>
      <objects><object id="o" s="5" t="6" length="1" width="1"><repeat s="5" length="9" distance="3" tStart="6" tEnd="7"/></object></objects>
      <signals><signal id="s" s="90" t="4" dynamic="yes" orientation="+" type="1"><validity fromLane="-1" toLane="1"/></signal></signals>`,
    ),
    roadText(BODY, 'id="2" length="100" junction="7"'),
    '<junction id="7"><connection id="0" incomingRoad="1" connectingRoad="2" contactPoint="start"><laneLink from="-1" to="-1"/></connection></junction>',
    '<controller id="c"><control signalId="s" type="0"/></controller>',
  ].join("\n"),
);

test("the map that is mutated is sound", () => {
  expect(faultOf(new TextEncoder().encode(SEED))).toBeNull();
});

test.each(Array.from({ length: 10 }, (_, i) => [i]))("400 mutated maps of seed %i end in a sound map or in errors with a place", (seed) => {
  const random = randomStream(seed, "opendrive");
  for (let i = 0; i < 400; i++) {
    const bytes = mutated(SEED, random);
    expect(faultOf(bytes), new TextDecoder().decode(bytes)).toBeNull();
  }
});
