import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cluster, embeddedPostgres } from "@quad/database";
import { createLogger, type Logger } from "@quad/telemetry";

/** A durable server with the campus's own settings, in a temporary folder: the same for all. */
export interface ScratchPostgres {
  readonly log: Logger;
  /** Of a role that may create roles and databases. */
  readonly adminUrl: string;
  databaseUrl(name: string): Promise<string>;
  stop(): Promise<void>;
}

export async function scratchPostgres(): Promise<ScratchPostgres> {
  const home = await mkdtemp(join(tmpdir(), "quad-bench-"));
  const secret = randomBytes(16).toString("hex");
  const log = createLogger({ service: "bench", level: "error", format: "pretty" });
  const server = embeddedPostgres({ home, password: secret, log });
  await server.start();
  const databases = cluster({ adminUrl: server.url, secret });
  return {
    log,
    adminUrl: server.url,
    databaseUrl: (name) => databases.ensureDatabase(name),
    async stop() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
