import { describe, expect, test } from "vitest";
import { CALM, fixture, folderWith, redrive, suiteOf } from "./support.ts";

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
