import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import type { Session } from "../../../src/sim/port.ts";
import { driveCache } from "../../../src/run/inputs.ts";
import { select } from "../../../src/run/selection.ts";
import { compile } from "../../../src/scenario/compile/compile.ts";
import { specOf } from "../../../src/scenario/parse/scenario-file.ts";
import type { StoryChoice } from "../../../src/scenario/parse/story-scenario.ts";
import type { ScenarioSpec } from "../../../src/scenario/spec.ts";
import { type RunOutcome, runSync } from "../../../src/sim/loop.ts";
import type { WorldModel } from "../../../src/sim/world.ts";

/** A straight road of 1 km along x with two lanes to the right of it, 3.5 m wide; 20 m/s. */
export const STRAIGHT_XODR = `<?xml version="1.0"?>
<OpenDRIVE>
  <header revMajor="1" revMinor="8" name="straight"/>
  <road name="main" length="1000" id="1" junction="-1" rule="RHT">
    <type s="0" type="town"><speed max="20" unit="m/s"/></type>
    <planView><geometry s="0" x="0" y="0" hdg="0" length="1000"><line/></geometry></planView>
    <lanes>
      <laneSection s="0">
        <center><lane id="0" type="none" level="false"/></center>
        <right>
          <lane id="-1" type="driving" level="false"><width sOffset="0" a="3.5" b="0" c="0" d="0"/></lane>
          <lane id="-2" type="driving" level="false"><width sOffset="0" a="3.5" b="0" c="0" d="0"/></lane>
        </right>
      </laneSection>
    </lanes>
  </road>
</OpenDRIVE>
`;

/** Rear axle 1.4 m behind the box centre; 4.5 m by 1.8 m. */
export function vehicleXml(name: string): string {
  return `<ScenarioObject name="${name}">
      <Vehicle name="car" vehicleCategory="car">
        <BoundingBox><Center x="1.4" y="0" z="0.75"/><Dimensions width="1.8" length="4.5" height="1.5"/></BoundingBox>
        <Performance maxSpeed="70" maxAcceleration="10" maxDeceleration="10"/>
        <Axles>
          <FrontAxle maxSteering="0.5" wheelDiameter="0.6" trackWidth="1.6" positionX="2.7" positionZ="0.3"/>
          <RearAxle maxSteering="0" wheelDiameter="0.6" trackWidth="1.6" positionX="0" positionZ="0.3"/>
        </Axles>
        <Properties/>
      </Vehicle>
    </ScenarioObject>`;
}

export function startXml(name: string, sM: number, speedMps: number, lane = -1): string {
  return `<Private entityRef="${name}">
        <PrivateAction><TeleportAction><Position><LanePosition roadId="1" laneId="${lane}" s="${sM}" offset="0"/></Position></TeleportAction></PrivateAction>
        <PrivateAction><LongitudinalAction><SpeedAction>
          <SpeedActionDynamics dynamicsShape="step" value="0" dynamicsDimension="time"/>
          <SpeedActionTarget><AbsoluteTargetSpeed value="${speedMps}"/></SpeedActionTarget>
        </SpeedAction></LongitudinalAction></PrivateAction>
      </Private>`;
}

function timeXml(name: string, sec: number | string): string {
  return `<ConditionGroup><Condition name="${name}" delay="0" conditionEdge="none"><ByValueCondition>
    <SimulationTimeCondition value="${sec}" rule="greaterOrEqual"/></ByValueCondition></Condition></ConditionGroup>`;
}

/** What a story of one event is made of. */
export interface Parts {
  readonly entities: string;
  readonly init: string;
  readonly actor: string;
  readonly action: string;
  readonly atSec: number;
  readonly endSec: number | string;
  readonly parameters?: string;
}

/** Lead brakes from 15 m/s by 5 m/s2 at 1 s, to 5 m/s; the story ends at 4 s. */
export const BRAKES: Parts = {
  entities: `${vehicleXml("Ego")}${vehicleXml("Lead")}`,
  init: `${startXml("Ego", 50, 15)}${startXml("Lead", 90, 15)}`,
  actor: "Lead",
  action: `<PrivateAction><LongitudinalAction><SpeedAction>
      <SpeedActionDynamics dynamicsShape="linear" value="5" dynamicsDimension="rate"/>
      <SpeedActionTarget><AbsoluteTargetSpeed value="5"/></SpeedActionTarget>
    </SpeedAction></LongitudinalAction></PrivateAction>`,
  atSec: 1,
  endSec: 4,
};

export function storyXml(parts: Parts): string {
  const { entities, init, actor, action, atSec, endSec, parameters = "" } = parts;
  return `<?xml version="1.0"?>
<OpenSCENARIO>
  <FileHeader revMajor="1" revMinor="3" date="2026-01-01T00:00:00" author="redrive" description="a story"/>
  <ParameterDeclarations>${parameters}</ParameterDeclarations>
  <CatalogLocations/>
  <RoadNetwork><LogicFile filepath="straight.xodr"/></RoadNetwork>
  <Entities>${entities}</Entities>
  <Storyboard>
    <Init><Actions>${init}</Actions></Init>
    <Story name="story"><Act name="act">
      <ManeuverGroup name="group" maximumExecutionCount="1">
        <Actors selectTriggeringEntities="false"><EntityRef entityRef="${actor}"/></Actors>
        <Maneuver name="maneuver"><Event name="event" priority="override">
          <Action name="action">${action}</Action>
          <StartTrigger>${timeXml("from", atSec)}</StartTrigger>
        </Event></Maneuver>
      </ManeuverGroup>
      <StartTrigger>${timeXml("start", 0)}</StartTrigger>
    </Act></Story>
    <StopTrigger>${timeXml("end", endSec)}</StopTrigger>
  </Storyboard>
</OpenSCENARIO>
`;
}

/** The same story with two values of when it ends. */
export const DISTRIBUTION = `<?xml version="1.0"?>
<OpenSCENARIO>
  <FileHeader revMajor="1" revMinor="3" date="2026-01-01T00:00:00" author="redrive" description="two ends"/>
  <ParameterValueDistribution>
    <ScenarioFile filepath="ends.xosc"/>
    <Deterministic><DeterministicSingleParameterDistribution parameterName="end">
      <DistributionSet><Element value="0.5"/><Element value="1.5"/></DistributionSet>
    </DeterministicSingleParameterDistribution></Deterministic>
  </ParameterValueDistribution>
</OpenSCENARIO>
`;

export const ENDS: string = storyXml({
  ...BRAKES,
  endSec: "$end",
  parameters: '<ParameterDeclaration name="end" parameterType="double" value="1"/>',
});

/** A fresh folder with these files; it goes when the test file is done. */
export function storyFolder(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "redrive-story-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "straight.xodr": STRAIGHT_XODR, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export const USUAL: StoryChoice = { ego: null, dtSec: null, controllersOff: false, semantics: "standard" };

/** The spec of a file's only variant, or of one by its index. */
export function specIn(folder: string, file: string, story: StoryChoice = USUAL, index = 0): ScenarioSpec {
  const request = { selectors: [file], folder, roots: [], maxVariants: 100, grep: null, grepInvert: null, only: null, story };
  const selected = select(request)[0]!;
  return specOf(selected.scenario, selected.indices[index]!);
}

export function modelOf(spec: ScenarioSpec): WorldModel {
  const cache = driveCache();
  return compile(spec, cache.of(spec), cache.mapOf(spec));
}

/** What is kept of a tick for the tests. */
export interface Seen {
  readonly tick: number;
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  readonly vLonMps: number;
}

/** Runs a model; the ego at each tick, rear axle. */
export function runOf(model: WorldModel, session: Session): { readonly outcome: RunOutcome; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  const outcome = runSync(model, session, {
    record: ({ tick, ego: { xM, yM, yawRad, vLonMps } }) => void seen.push({ tick, xM, yM, yawRad, vLonMps }),
  });
  return { outcome, seen };
}

export function builtin(name: Parameters<typeof builtinController>[0]): Session {
  return builtinController(name).open();
}
