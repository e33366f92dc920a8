import type { Bus } from "@quad/bus";
import type { BusPlace } from "@quad/bus/conformance";
import { systemClock as clock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { postgresBus } from "../src/bus/postgres-bus.ts";
import { type Cuttable, cuttable } from "./cuttable.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });

/** Every instance reaches the server by a network of its own: one can be cut, the others live. */
export async function postgresPlace(): Promise<BusPlace> {
  const database = await freshDatabase();
  const networks = new Map<Bus, Cuttable>();
  const spare = await Promise.all(Array.from({ length: 6 }, () => cuttable(database)));
  return {
    open() {
      const network = spare.pop();
      if (!network) throw new TypeError("A check opens more instances than there are networks.");
      const bus = postgresBus({ url: network.url, log, clock });
      networks.set(bus, network);
      return bus;
    },
    kill: async (bus) => networks.get(bus)?.cut(),
    async sever() {
      for (const network of networks.values()) network.sever();
    },
    async dispose() {
      await Promise.all(
        [...networks.values(), ...spare].map((each) => each[Symbol.asyncDispose]()),
      );
      await database[Symbol.asyncDispose]();
    },
  };
}
