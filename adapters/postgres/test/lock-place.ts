import { systemClock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import type { Locks } from "@quad/lock";
import type { LockPlace } from "@quad/lock/conformance";
import { createLogger } from "@quad/telemetry";
import { postgresLocks } from "../src/lock/postgres-locks.ts";
import { type Cuttable, cuttable } from "./cuttable.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });
const INSTANCES_MAX = 5;
const WAITING = "select count(*)::int as waiting from lock_waiter where name = $1";

/** Every instance reaches the server by a network of its own: one can be cut, the others live. */
export async function postgresLockPlace(): Promise<LockPlace> {
  const database = await freshDatabase();
  const direct = await connect({ url: database.url, clock: systemClock, deadlineMs: 10_000 });
  const networks = new Map<Locks, Cuttable>();
  const dead = new Set<Cuttable>();
  const spare = await Promise.all(Array.from({ length: INSTANCES_MAX }, () => cuttable(database)));
  return {
    open(clock = systemClock) {
      const network = spare.pop();
      if (!network) throw new TypeError("A check opens more instances than there are networks.");
      const locks = postgresLocks({ url: network.url, log, clock });
      networks.set(locks, network);
      return locks;
    },
    async waiting(name) {
      const { rows } = await direct.query<{ waiting: number }>(WAITING, [name]);
      return rows[0]?.waiting ?? 0;
    },
    kill(locks) {
      const network = networks.get(locks);
      if (!network) throw new TypeError("It was not opened here.");
      dead.add(network);
      network.cut();
    },
    cut() {
      for (const network of networks.values()) network.cut();
    },
    restore() {
      for (const network of networks.values()) if (!dead.has(network)) network.restore();
    },
    async dispose() {
      await direct.end();
      const all = [...networks.values(), ...spare];
      await Promise.all(all.map((each) => each[Symbol.asyncDispose]()));
      await database[Symbol.asyncDispose]();
    },
  };
}
