import { Command, CommanderError, Option } from "commander";
import type { EstimateOptions } from "./estimate.ts";
import { EXIT, EXIT_HELP } from "./exit-codes.ts";
import { reportFailure } from "./failure.ts";
import { collect, drivingOptions, readingOptions, runOptions, share, whole } from "./run-options.ts";
import { redriveVersion } from "./version.ts";

/**
 * The `redrive` command. Each subcommand's code is imported when it is chosen, so that `--help` and a typo answer at once.
 */
const program = new Command("redrive")
  .description(
    "The test runner of autonomous driving: replays a drive, changes one thing, lets a controller drive, and says how well it drove, and why.",
  )
  .version(redriveVersion())
  .showHelpAfterError("(redrive --help lists the commands)")
  .addHelpText(
    "after",
    `\n${EXIT_HELP}\n\nFirst steps:\n  redrive demo                       run the shipped suite and write a report\n  redrive init                       put a scenario, a controller and a config into this folder\n  redrive run scenarios              run your own\n  redrive explain RDV_SCENARIO_TYPE  what an error code means`,
  )
  .exitOverride();

runOptions(
  program
    .command("run")
    .description("run scenarios, score each variant, write the reports")
    .argument("[selectors...]", "files, folders, or file#name=value,..."),
).action(async (selectors: string[], options: Record<string, unknown>) => done(await (await import("./run.ts")).run(selectors, options)));

runOptions(program.command("demo").description("run the shipped demo suite")).action(async (options: Record<string, unknown>) =>
  done(await (await import("./run.ts")).demo(options)),
);

drivingOptions(
  program
    .command("verify")
    .description("run again and compare the hash chains; names the first differing tick and field")
    .argument("[selectors...]", "files, folders, or file#name=value,..."),
)
  .option("--repeat <n>", "how many runs to compare", whole("a count", 2, 100), 2)
  .action(async (selectors: string[], options: Record<string, unknown>) =>
    done(await (await import("./verify.ts")).verify(selectors, options)),
  );

readingOptions(
  program
    .command("list")
    .description("list the variants a selection holds, without running them")
    .argument("[selectors...]", "files, folders, or file#name=value,..."),
)
  .option("--grep <pattern>", "only variants whose id matches this regular expression")
  .option("--grep-invert <pattern>", "only variants whose id does not match")
  .option("--profiles", "instead: the rules of other benchmarks that --profile takes")
  .option("--metrics", "instead: the metrics, those of every run and those that --metric takes")
  .option("--json", "print one JSON document")
  .action(async (selectors: string[], options: Record<string, unknown>) =>
    done(await (await import("./list.ts")).list(selectors, options)),
  );

readingOptions(
  program
    .command("check")
    .description("check scenarios, OpenSCENARIO XML (.xosc) and OpenDRIVE (.xodr) files without running them")
    .argument("[selectors...]", "files, or folders of scenarios"),
)
  .option("--xsd", "check .xosc and .xodr by the XML schemas of their standards too")
  .option("--schemas <folder>", "where those schemas are, as openscenario/1.3.1 and opendrive/1.7.0; REDRIVE_SCHEMAS by default")
  .addOption(new Option("--format <name>", "how to print").choices(["text", "json", "sarif", "github"]))
  .option("--json", "print one JSON document")
  .action(async (selectors: string[], options: Record<string, unknown>) =>
    done(await (await import("./check.ts")).check(selectors, options)),
  );

program
  .command("score")
  .description(
    "score a trace, or a recorded drive, by redrive's own rule and by those of other benchmarks; says what each lost point is due to",
  )
  .argument("<trace>", "a trace (.mcap) of redrive run --trace on, or a recorded drive: .drive.json, comma2k19 folder, CommonRoad .xml")
  .option("--profile <names>", "rules of other benchmarks: names with commas, or all (redrive list --profiles)")
  .option("--metric <names>", "metrics that are not measured in every run: names with commas, or all (redrive list --metrics)")
  .addOption(new Option("--responsibility <rule>", "whose rule says which collisions count").choices(["nuplan", "rss"]).default("nuplan"))
  .option("--subject <name>", "the road user to judge; the ego where absent")
  .option("--tag <tag>", "a tag of the scenario, which a trace does not keep (repeatable)", collect, [] as string[])
  .option("--json", "print one JSON document")
  .action(async (trace: string, options: Record<string, unknown>) => done(await (await import("./score.ts")).score(trace, options)));

program
  .command("compare")
  .description("compare two runs variant by variant: what changed, why, how sure that is, and where the runs part; a gate for CI")
  .argument("[base]", "an output folder of redrive run")
  .argument("[head]", "another one; left out with --controllers: the same")
  .option("--controllers <names...>", "which controller of BASE and which of HEAD, as the runs name them, where a folder has several")
  .option("--delta <limit>", "what may be lost: points of the mean score (1), or METRIC=VALUE (repeatable)", collect, [] as string[])
  .addOption(new Option("--fail-on <verdict>", "when the exit code is 1").choices(["worse", "unsure", "never"]).default("worse"))
  .option("--markdown <file>", "write the text of a pull request, below GitHub's limits")
  .option("--html <file>", "write a page")
  .option("--json [file]", "write one JSON document; without a file: to stdout and nothing else")
  .action(async (base: string | undefined, head: string | undefined, options: Record<string, unknown>) =>
    done(
      await (await import("./compare.ts")).compare(
        [base, head].filter((f) => f !== undefined),
        options,
      ),
    ),
  );

program
  .command("accept")
  .description("make a finished run the baseline that later ones are compared with; why is kept in accepted.jsonl there")
  .argument("<run>", "an output folder of redrive run")
  .requiredOption("--reason <text>", "why it may be the baseline")
  .option("--baseline <folder>", "where the baseline is kept", "redrive-baseline")
  .action(async (run: string, options: { baseline: string; reason: string }) => done((await import("./accept.ts")).accept(run, options)));

program
  .command("estimate")
  .description("what a run tells of the rate of failures: exact bounds, the variants that a claim still needs, the rate as the world draws")
  .argument("[folder]", "an output folder of redrive run", "redrive-out")
  .option("--confidence <share>", "of every bound", share, 0.95)
  .option("--interval <name>", "two-sided: clopper-pearson, wilson, wilson-cc, jeffreys", "clopper-pearson")
  .option("--max-rate <share>", "the claim: a variant fails at most this often", share)
  .option("--scenario <text>", "only scenarios whose id holds this")
  .option("--controller <text>", "only controllers whose command holds this")
  .option("--world <distribution>", "how the world draws a parameter, as gapM=normal(20,5) (repeatable)", collect, [] as string[])
  .option("--drawn <distribution>", "how its values were drawn, where they are no grid (repeatable)", collect, [] as string[])
  .option("--levels <shares>", "instead: conditional shares of nested levels, with commas, of which the failure rate is the product")
  .option("--per-level <n>", "with --levels: runs of each", whole("a count", 1, 1e9))
  .option("--correlation <gamma>", "with --levels: correlation of the runs within a level", Number, 0)
  .action(async (folder: string, options: EstimateOptions) => done((await import("./estimate.ts")).estimate(folder, options)));

const historyCommand = program
  .command("history")
  .description("the trend of the score, or of a metric, by scenario and controller, over the runs that redrive run --history kept")
  .argument("[file]", "the history; that of redrive.config.ts where absent")
  .option("--scenario <text>", "only scenarios whose id holds this")
  .option("--controller <text>", "only controllers whose command, name or build holds this")
  .option("--metric <id>", "a metric in place of the score")
  .option("--last <n>", "so many of the latest runs", whole("a count", 1, 1000), 8)
  .option("--json", "print one JSON document")
  .action(async (file: string | undefined, options: { last: number }) => done(await (await import("./history.ts")).history(file, options)));

historyCommand
  .command("export")
  .description("write all of it as one Parquet file: a row a run and metric")
  .argument("[file]", "the history; that of redrive.config.ts where absent")
  .requiredOption("--parquet <file>", "what to write")
  .action(async (file: string | undefined, options: { parquet: string }) =>
    done(await (await import("./history.ts")).exportHistory(file, options)),
  );

program
  .command("query")
  .description("ask in SQL, through DuckDB where it is installed: tables runs and metrics of the last run, or of a history")
  .argument("<sql>", 'for example "SELECT scenario, avg(score) FROM runs GROUP BY scenario"')
  .option("--history <file>", "ask over this history")
  .option("-o, --out <folder>", "else over the run of this output folder", "redrive-out")
  .option("--json", "print one JSON document")
  .action(async (sql: string, options: { out: string }) => done(await (await import("./query.ts")).query(sql, options)));

program
  .command("convert")
  .description("write an OpenSCENARIO scenario in the native notation, or the other way, by the endings .xosc and .yaml")
  .argument("<scenario>", "an .xosc file, or a .yaml file that holds a story")
  .requiredOption("-o, --out <file>", "what to write")
  .option("--root <folder>", "a folder that scenario files may refer to (repeatable)", collect, [] as string[])
  .action(async (scenario: string, options: { out: string; root: string[] }) =>
    done(await (await import("./convert.ts")).convert(scenario, options)),
  );

const scenario = program.command("scenario").description("scenarios of the native notation");
readingOptions(
  scenario
    .command("export")
    .description("write a variant as OpenSCENARIO XML 1.3, and its road as OpenDRIVE 1.8 beside it")
    .argument("<variant>", "file.yaml, or file.yaml#name=value,..."),
)
  .requiredOption("-o, --out <file>", "the .xosc file; the .xodr file gets the same name")
  .action(async (variant: string, options: { out: string; root: string[]; maxVariants: number }) =>
    done(await (await import("./export-scenario.ts")).exportScenario(variant, options)),
  );

program
  .command("replay")
  .description("drive a recording through the virtual car, open loop, and print the fidelity table")
  .argument("<drive>", "a recorded drive: .drive.json, comma2k19 folder, CommonRoad .xml")
  .option("--vehicle <name>", "vehicle file or shipped vehicle; the one that made the recording where that is known, else compact")
  .option("--from <seconds>", "start of the part to replay; half a second into the longest engaged part where the drive says who drove")
  .option("--to <seconds>", "end of the part to replay")
  .option("--json", "print one JSON document")
  .action(async (drive: string, options: Record<string, unknown>) => done(await (await import("./replay.ts")).replay(drive, options)));

program
  .command("drive")
  .description("recorded drives")
  .command("info")
  .description("print the quality report of a recorded drive")
  .argument("<drive>", "a recorded drive: .drive.json, comma2k19 folder, CommonRoad .xml")
  .option("--json", "print one JSON document")
  .action(async (drive: string, options: Record<string, unknown>) =>
    done(await (await import("./drive-info.ts")).driveInfo(drive, options)),
  );

const road = program.command("road").description("OpenDRIVE maps");

road
  .command("info")
  .description("print what a map holds, and what is wrong with it")
  .argument("<map>", "an OpenDRIVE file (.xodr)")
  .option("--json", "print one JSON document")
  .action(async (map: string, options: { json?: boolean }) => done((await import("./road.ts")).roadInfo(map, options)));

road
  .command("position")
  .description("turn a table of road,lane,s,offset into x,y,z,h,..., or with --inverse one of x,y,z into road,lane,s,t,offset,...")
  .argument("<map>", "an OpenDRIVE file (.xodr)")
  .requiredOption("-i, --input <file>", "the CSV table to read, with a header; - is stdin")
  .requiredOption("-o, --output <file>", "the CSV table to write; - is stdout")
  .option("--inverse", "from the map plane to the nearest lane")
  .option("--driving", "with --inverse: only lanes for motor traffic")
  .action(async (map: string, options: { input: string; output: string; inverse?: boolean; driving?: boolean }) =>
    done(await (await import("./road.ts")).roadPosition(map, options)),
  );

road
  .command("plot")
  .description("draw a map: lanes by type, ids of roads and junctions, signals, a scale")
  .argument("<map>", "an OpenDRIVE file (.xodr)")
  .requiredOption("-o, --output <file>", "the .svg file to write; - is stdout")
  .action(async (map: string, options: { output: string }) => done((await import("./road.ts")).roadPlot(map, options)));

const controller = program.command("controller").description("your own controller");

controller
  .command("check")
  .description("start a controller, probe it, and say what failed and how to mend it")
  .requiredOption("-c, --controller <command>", "a command that starts it")
  .option("--watchdog-ms <ms>", "wall-clock limit for each answer", whole("milliseconds", 1, 3_600_000), 2000)
  .option("--connect-timeout-ms <ms>", "wall-clock limit for connecting", whole("milliseconds", 1, 3_600_000), 60_000)
  .option("--json", "print one JSON document")
  .action(async (options: Record<string, unknown>) => done(await (await import("./controller.ts")).checkOneController(options)));

controller
  .command("replay")
  .description("show the recorded observations of a run to a controller, without a simulator, and compare its commands")
  .argument("<run>", "a trace, the folder of a run, or an output folder")
  .requiredOption("-c, --controller <command>", "a command that starts it")
  .option("--variant <id>", "which run of an output folder")
  .option("--tolerance <x>", "largest difference of two numbers that still counts as none", "0")
  .option("--watchdog-ms <ms>", "wall-clock limit for each answer", whole("milliseconds", 1, 3_600_000), 2000)
  .option("--connect-timeout-ms <ms>", "wall-clock limit for connecting", whole("milliseconds", 1, 3_600_000), 60_000)
  .option("--json", "print one JSON document")
  .action(async (run: string, options: Record<string, unknown>) =>
    done(await (await import("./controller-replay.ts")).replayController(run, options)),
  );

program
  .command("init")
  .description("put a scenario, an example controller and a config into this folder")
  .option("--force", "overwrite files that exist")
  .action(async (options: Record<string, unknown>) => done(await (await import("./init.ts")).init(options)));

program
  .command("serve")
  .description("serve runs and reports over HTTP on this machine")
  .option("--host <address>", "address to bind", "127.0.0.1")
  .option("--port <n>", "port to bind; 0 takes a free one", whole("a port", 0, 65535), 7373)
  .option("--out <folder>", "folder with the results", "redrive-out")
  .action(async (options: Record<string, unknown>) => done(await (await import("./serve.ts")).serve(options)));

program
  .command("explain")
  .description("say what an error code means")
  .argument("<code>", "for example RDV_SCENARIO_TYPE")
  .action(async (code: string) => done((await import("./explain.ts")).explain(code)));

function done(exitCode: number): void {
  process.exitCode = exitCode;
}

/** A fault of ours that nobody catches: said, with exit code 3, and no controller left behind. What fails after it changes nothing. */
let isFailing = false;
process.on("uncaughtException", (error) => {
  if (isFailing) return;
  isFailing = true;
  const code = reportFailure(error);
  void import("../run/pool.ts").then(({ abandonWorkers }) => abandonWorkers()).finally(() => process.exit(code));
});
// Whoever reads our output may have seen enough of it, as `head` has: no reason to stop.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.passed : EXIT.input;
  else process.exitCode = reportFailure(error);
}
