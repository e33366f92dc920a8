import { systemClock } from "@quad/clock";
import { createLogger } from "@quad/telemetry";
import { postgresBus } from "../src/bus/postgres-bus.ts";
import { TOPIC } from "./start-bus.ts";

/**
 * A process that one of its messages kills at once, whatever else is under way. Says "handled <id>"
 * for each of the others. Arguments: the URL of the bus's database.
 */
const [url = ""] = process.argv.slice(2);
const log = createLogger({ service: "test", level: "fatal", format: "json" });
const bus = postgresBus({ url, log, clock: systemClock });
await bus.start();
const groups = ["work", "other"].map((group) =>
  bus.subscribe({
    group,
    topics: [TOPIC],
    retry: { attemptsMax: 2 },
    handle: async ({ id }) => {
      if (group === "work" && id === "poison-1") process.kill(process.pid, "SIGKILL");
      // Always at work when the other group's poison strikes.
      await systemClock.sleep(group === "other" ? 30 : 1);
      process.stdout.write(`handled ${group} ${id}\n`);
    },
  }),
);
await Promise.all(groups.map((group) => group.start()));
