import { describe, expect, test } from "vitest";
import { CALM, fixture, folderWith, MAIN, redrive, start, suiteOf, until } from "./support.ts";

const folder = folderWith({ "calm.yaml": CALM });

describe("TCP beyond loopback", () => {
  test("--listen says who may connect and that nothing is encrypted; the controller started here finds its way", async () => {
    const args = ["run", "calm.yaml#gapM=8", "-c", fixture("good"), "--listen", "0.0.0.0", "-j", "1", "-o", "all"];
    const { code, stderr } = await redrive(folder, args);
    expect(stderr).toContain("listening on 0.0.0.0: whoever reaches it and knows the token may drive");
    expect(stderr).toContain("the connection is not encrypted");
    expect(code).toBe(0);
    expect(suiteOf(folder, "all").counts).toMatchObject({ total: 2, passed: 2 });
  });

  test("without --listen nothing is said", async () => {
    const { stderr } = await redrive(folder, ["run", "calm.yaml#gapM=8", "-c", fixture("good"), "--transport", "tcp", "-o", "loopback"]);
    expect(stderr).not.toContain("listening");
  });

  test.each(["--port", "--transport"])("%s says the contrary of --listen", async (flag) => {
    const value = flag === "--port" ? "7000" : "unix";
    const { code, stderr } = await redrive(folder, ["run", "calm.yaml", "--listen", "0.0.0.0", flag, value]);
    expect(code).toBe(2);
    expect(stderr).toContain(`option '--listen <address>' cannot be used with option '${flag}`);
  });
});

/** Awaits a controller that is started by hand with this token once redrive says where; gives how redrive ended. */
async function attached(args: readonly string[], env: Readonly<Record<string, string>>, token: string) {
  const waiting = start(process.execPath, [MAIN, "run", "calm.yaml#gapM=8", "--attach", ...args], folder, env);
  const address = await until(() => /REDRIVE_CONTROLLER_ADDR=(\S+)/.exec(waiting.stderrSoFar())?.[1]);
  const controller = start("sh", ["-c", `exec ${fixture("good")}`], folder, { REDRIVE_CONTROLLER_ADDR: address, REDRIVE_TOKEN: token });
  const [ended] = await Promise.all([waiting.ended, controller.ended]);
  return ended;
}

describe("the token", () => {
  const TOKEN = "a secret of the pipeline";

  test("given in the environment, it lets the controller of another job in, and is not printed", async () => {
    const { code, stderr, stdout } = await attached(["--listen", "127.0.0.1", "-o", "given"], { REDRIVE_TOKEN: TOKEN }, TOKEN);
    expect(code).toBe(0);
    expect(stderr + stdout).not.toContain(TOKEN);
    expect(stderr).toContain("and the REDRIVE_TOKEN that redrive was given");
  });

  test("--no-auth asks for none, and says who may drive", async () => {
    const { code, stderr } = await attached(["--no-auth", "--transport", "tcp", "-o", "none"], {}, "");
    expect(code).toBe(0);
    expect(stderr).toContain("no token is asked for: every user of this machine may drive");
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ["none beyond loopback", ["--no-auth", "--listen", "0.0.0.0"], {}, "--no-auth error RDV_USAGE: expected a token"],
    ["one that can be guessed", [], { REDRIVE_TOKEN: "hunter2" }, "REDRIVE_TOKEN error RDV_USAGE: expected 16 to 1024 characters, found 7"],
    ["an empty one", ["--attach"], { REDRIVE_TOKEN: "" }, "REDRIVE_TOKEN error RDV_USAGE: expected 16 to 1024 characters, found 0"],
  ])("%s is refused", async (_what, args, env, text) => {
    const { code, stderr } = await redrive(folder, ["run", "calm.yaml", ...args], env);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain("hunter2");
  });
});

describe("a result", () => {
  test("of a controller that redrive started holds its memory, and a blind one's command is blind", async () => {
    const controllers = ["-c", fixture("good"), "-c", "builtin:constant"];
    await redrive(folder, ["run", "calm.yaml#gapM=8", ...controllers, "--blind", "--restart-every", "1", "-o", "blind"]);
    const { results, counts } = suiteOf(folder, "blind");
    expect(counts).toMatchObject({ total: 4, passed: 4 });
    for (const { controller, reproduce } of results) {
      const isBuiltIn = controller.text.startsWith("builtin:");
      expect(reproduce.includes("--blind")).toBe(!isBuiltIn);
      if (isBuiltIn || process.platform !== "linux") expect(controller.rssBytes).toBeNull();
      else expect(controller.rssBytes).toBeGreaterThan(10e6);
    }
  });
});
