import { type Clock, systemClock } from "@quad/clock";
import { freePort } from "@quad/free-port";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { prepareDataFolder } from "./data-folder.ts";
import { claimHome, type HomeClaim } from "./home-claim.ts";
import { endLeftover } from "./leftover-server.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { openPostgresHome } from "./postgres-home.ts";
import { serverAccount } from "./server-account.ts";
import { bySocket, removeOldSockets } from "./socket-folder.ts";
import { fileFailure } from "./start-failure.ts";
import { type SupervisedServer, superviseServer } from "./supervised-server.ts";

export interface EmbeddedPostgresOptions {
  /** The folder that holds everything it writes, under `postgres/`, `logs/` and `run/`. */
  readonly home: string;
  /** Of the superuser; the same on every start of this home. */
  readonly password: string;
  readonly log: Logger;
  readonly clock?: Clock;
  /** False trades safety for speed: data is lost when the machine dies. For tests. Default true. */
  readonly durable?: boolean;
  /** Default: a free one, another on each start. */
  readonly port?: number;
  /** Further settings of the server, by their names in Postgres. For measurements. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A real Postgres from npm, run as a child of this process. */
export interface EmbeddedPostgres extends Lifecycle {
  /** Of the superuser, while it runs. */
  readonly url: string;
  /** Of the server process, while it runs; another one after a respawn. */
  readonly pid: number;
}

/**
 * A Postgres server of its own under `home`, listening on 127.0.0.1 and on a socket in its data
 * folder, which only its owner may enter. When it dies while it should run it is started again on
 * the same port; `stop` shuts it down within three seconds.
 *
 * Errors of `start`, each saying what to do: POSTGRES_HOME_IN_USE, POSTGRES_HOME_UNWRITABLE,
 * POSTGRES_DISK_FULL, POSTGRES_BINARIES_MISSING, POSTGRES_PORT_TAKEN, POSTGRES_OTHER_VERSION,
 * POSTGRES_LOGIN_REFUSED (the password is not that of the data), POSTGRES_NOT_STARTED.
 */
export function embeddedPostgres(options: EmbeddedPostgresOptions): EmbeddedPostgres {
  const { home, password, log, clock = systemClock, durable = true, settings = {} } = options;
  let claim: HomeClaim | undefined;
  let server: SupervisedServer | undefined;

  async function launch(): Promise<void> {
    const place = await openPostgresHome(home);
    claim = claimHome(place);
    if (claim.leftover !== undefined) {
      log.warn(`ending the Postgres (pid ${claim.leftover.pid}) that a killed process left behind`);
      await endLeftover(claim.leftover, clock);
    }
    const account = serverAccount(place.dataFolder);
    const binaries = await postgresBinaries(account);
    await prepareDataFolder({ place, binaries, account, password, durable });
    const port = options.port ?? (await freePort());
    const credentials = `postgres:${encodeURIComponent(password)}`;
    const way = bySocket(place.dataFolder, port);
    const url = `postgres://${credentials}@127.0.0.1:${port}/postgres${way}`;
    const setup = { place, binaries, account, url, port, durable, settings, clock };
    server = await superviseServer({ ...setup, log, claim });
    await removeOldSockets(place.dataFolder, port);
  }

  const lifecycle = managed({
    start: () =>
      launch().catch((error: unknown) => {
        throw fileFailure(home, error);
      }),
    async stop() {
      await server?.stop();
      claim?.release();
      server = undefined;
      claim = undefined;
    },
  });

  const running = () => {
    if (!server) throw new TypeError("The embedded Postgres is not started.");
    return server;
  };
  return {
    get url() {
      return running().url;
    },
    get pid() {
      return running().pid;
    },
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}
