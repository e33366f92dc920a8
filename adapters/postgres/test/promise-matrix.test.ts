import { readFile } from "node:fs/promises";
import { memoryBus } from "@quad/bus";
import { promiseMatrix } from "@quad/bus/conformance";
import { systemClock } from "@quad/clock";
import { createLogger } from "@quad/telemetry";
import { expect, test } from "vitest";
import { postgresBus } from "../src/bus/postgres-bus.ts";

const README = new URL("../../../ports/bus/README.md", import.meta.url);
const log = createLogger({ service: "test", level: "fatal", format: "json" });
const nothing = async () => {};

/** It stands here because a port knows no adapter. */
test("the table of adapters and promises in the bus's README is current", async () => {
  const url = "postgres://nobody@127.0.0.1:1/none";
  const matrix = promiseMatrix({
    memory: { open: () => memoryBus(), dispose: nothing },
    postgres: {
      open: () => postgresBus({ url, log, clock: systemClock }),
      kill: nothing,
      sever: nothing,
      dispose: nothing,
    },
  });
  expect(await readFile(README, "utf8")).toContain(matrix);
});
