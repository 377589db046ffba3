import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

// One installation at a time on this machine: test files run side by side. Whoever waited finds the packages there.
// A package that was removed but not purged is known to dpkg, and not installed.
const INSTALL = `for package in "$@"; do
  dpkg-query -W -f='\${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing=yes
done
[ -z "$missing" ] || { apt-get -qq update && apt-get -qq -y --no-install-recommends install "$@"; }`;

/**
 * Whether what a test needs from the system is there, as told by `probe`. Under `REDRIVE_REQUIRE=1` the Debian packages
 * that bring it are installed first, and an error says so if that does not help. Call it where tests are declared:
 * `describe.skipIf(needDebian(["chromium"], probe) === "absent")`.
 */
export function needDebian(packages: readonly string[], probe: () => boolean): "present" | "absent" {
  if (probe()) return "present";
  if (process.env["REDRIVE_REQUIRE"] !== "1") return "absent";
  const lock = join(tmpdir(), "redrive-apt.lock");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = spawnSync("flock", [lock, "sh", "-c", INSTALL, "sh", ...packages], { env, encoding: "utf8" });
  if (probe()) return "present";
  if (apt.status === 0) throw new Error(`REDRIVE_REQUIRE=1, and ${packages.join(" ")} did not help (Debian's Python is /usr/bin/python3)`);
  const why = apt.error?.message ?? apt.stderr.trim().split("\n").at(-1);
  throw new Error(`REDRIVE_REQUIRE=1, and ${packages.join(" ")} could not be installed: ${why}`);
}
