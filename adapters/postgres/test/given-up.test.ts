import { freshDatabase } from "@quad/database/testing";
import { createLogger, type Logger } from "@quad/telemetry";
import { eventually } from "@quad/testkit";
import { expect, test } from "vitest";
import { join, messages, startBus, TOPIC } from "./start-bus.ts";

/** A logger that keeps what is worse than a warning. */
function errorLog(): { log: Logger; errors: object[] } {
  const errors: object[] = [];
  const log = createLogger({ service: "test", level: "fatal", format: "json" });
  return {
    errors,
    log: { ...log, error: (fields: unknown) => errors.push(fields as object) } as Logger,
  };
}

test("a message that is given up is an error in the log; a retry is none", async () => {
  await using database = await freshDatabase();
  const { log, errors } = errorLog();
  await using bus = await startBus({ ...database, log });
  let failures = 0;
  const handle = async ({ id }: { id: string }) => {
    if (id === "once-1" && failures++ > 0) return;
    throw new Error("no");
  };
  await join(bus, handle, { retry: { attemptsMax: 2, delayMs: 1, delayMsMax: 1 } });
  await bus.publish([...messages("once", [1]), ...messages("never", [1])]);
  const isOver = async () => failures === 2 && errors.length > 0;
  await eventually(isOver, { withinMs: 20_000, what: "one to be handled, one to be given up" });
  expect(errors).toEqual([{ group: "work", topic: TOPIC, id: "never-1", key: "never" }]);
});
