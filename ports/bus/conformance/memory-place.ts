import { type Bus, MemoryEngine, memoryBus } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { seededRandom } from "@quad/testkit";
import type { BusPlace } from "./bus-place.ts";

/** Makes something else of each instance. `death` aborts when the check kills it. */
export type Wrap = (bus: Bus, death: AbortSignal) => Bus;

/** A place for the memory bus, or for what a wrapper makes of it. */
export function memoryPlace(wrap: Wrap = (bus) => bus): BusPlace {
  const engine = new MemoryEngine();
  const random = seededRandom(1);
  const kills = new Map<Bus, () => void>();
  return {
    open() {
      const bus = memoryBus({ clock: systemClock, random, engine });
      const death = new AbortController();
      const wrapped = wrap(bus, death.signal);
      kills.set(wrapped, () => {
        death.abort();
        engine.kill(bus);
      });
      return wrapped;
    },
    kill: (bus) => kills.get(bus)?.(),
    sever: () => engine.sever(),
    restore: () => engine.restore(),
  };
}
