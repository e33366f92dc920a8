import { embeddedPostgres } from "@quad/database";
import { createLogger } from "@quad/telemetry";

/**
 * Runs an embedded Postgres in a process that tests can kill: `node owner-process.ts <home>`.
 * Writes a line `<pid> <url>` when it is started, ends when it reads a line, without stopping it.
 */
const server = embeddedPostgres({
  home: process.argv[2] ?? "",
  password: "of the owner",
  log: createLogger({ service: "owner", level: "fatal", format: "json" }),
  durable: false,
});
process.on("SIGINT", () => {});
await server.start();
process.stdout.write(`${server.pid} ${server.url}\n`);
process.stdin.once("data", () => process.exit());
