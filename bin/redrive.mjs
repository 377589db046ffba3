#!/usr/bin/env node
import { launch } from "../scripts/launcher.mjs";

process.exitCode = await launch("src/cli/main.ts", process.argv.slice(2), process.cwd());
