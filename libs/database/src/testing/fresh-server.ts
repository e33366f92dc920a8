import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { createLogger } from "@quad/telemetry";
import { type EmbeddedPostgres, embeddedPostgres } from "../embedded/embedded-postgres.ts";
import { makeTestHome } from "./test-home.ts";

/** A running Postgres of the test's own, to be killed, paused or filled up. */
export interface FreshServer extends EmbeddedPostgres, AsyncDisposable {
  /** Its temporary folder, removed on disposal. */
  readonly home: string;
}

/** Takes about 0.6 s: tests that leave the server alone share one, see `freshDatabase`. */
export async function freshServer(): Promise<FreshServer> {
  const home = await makeTestHome();
  const log = createLogger({ service: "test", level: "fatal", format: "json" });
  const server = embeddedPostgres({ home, password: randomUUID(), log, durable: false });
  await server.start();
  return {
    home,
    get url() {
      return server.url;
    },
    get pid() {
      return server.pid;
    },
    start: server.start,
    stop: server.stop,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
