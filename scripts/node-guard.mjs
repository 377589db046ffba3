// Imported first by the test configuration: an editor's bare `npx vitest` runs on the system's Node.
if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`redrive's tests need Node 24, this is ${process.version}: run \`npm test\`, which brings it`);
}
