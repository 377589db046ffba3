// The tests of the clients with every variant of their suite; `npm test` drives two of each file: tests/clients/clients.test.ts.
process.env["REDRIVE_CLIENTS"] = "all";
await import("../clients/clients.test.ts");
