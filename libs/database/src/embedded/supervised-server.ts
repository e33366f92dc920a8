import { once } from "node:events";
import type { Logger } from "@quad/telemetry";
import { messageOf } from "../connection/connection-error.ts";
import type { HomeClaim } from "./home-claim.ts";
import { type ServerProcess, type ServerSetup, startServer } from "./server-process.ts";

/** A server that is started again when it dies. */
export interface SupervisedServer {
  readonly url: string;
  readonly pid: number;
  /** Ends the server and what watches over it. */
  stop(): Promise<void>;
}

const RESPAWN_DELAY_MS = 100;
const RESPAWN_DELAY_MS_MAX = 5_000;

interface Supervision extends ServerSetup {
  readonly log: Logger;
  readonly claim: HomeClaim;
}

/** Resolves when the server answers. Errors: those of the first start; later ones are logged. */
export async function superviseServer(options: Supervision): Promise<SupervisedServer> {
  const { clock, log, claim, port } = options;
  const stopping = new AbortController();
  const stopped = once(stopping.signal, "abort");
  let server = await launch();
  const watch = keepAlive();

  async function launch(): Promise<ServerProcess> {
    const launched = await startServer(options);
    claim.recordServer(launched.pid, port);
    try {
      await launched.ready(stopping.signal);
    } catch (error) {
      await launched.stop();
      throw error;
    }
    return launched;
  }

  async function keepAlive(): Promise<void> {
    while (true) {
      const how = await Promise.race([server.ended, stopped]);
      if (stopping.signal.aborted) return server.stop();
      log.error(`Postgres died (${how}): starting it again`);
      const next = await relaunch();
      if (!next) return;
      server = next;
      log.warn("Postgres is back");
    }
  }

  /** Undefined when it was told to stop meanwhile. */
  async function relaunch(): Promise<ServerProcess | undefined> {
    for (let delayMs = RESPAWN_DELAY_MS; ; delayMs = Math.min(delayMs * 2, RESPAWN_DELAY_MS_MAX)) {
      try {
        return await launch();
      } catch (error) {
        if (stopping.signal.aborted) return undefined;
        log.error(`Postgres does not start: ${messageOf(error)}`);
      }
      await clock.sleep(delayMs, stopping.signal).catch(() => {});
    }
  }

  return {
    url: options.url,
    get pid() {
      return server.pid;
    },
    async stop() {
      stopping.abort();
      await watch;
    },
  };
}
