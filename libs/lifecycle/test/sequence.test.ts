import { type Lifecycle, managed, sequence } from "@quad/lifecycle";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { noLeaks } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { bell } from "./bell.ts";

testLifecycle("a sequence", {
  make() {
    const parts = [bell(managed), bell(managed), bell(managed)];
    return Object.assign(sequence(parts), { parts });
  },
  works({ parts }) {
    const ringing = parts.filter((part) => part.ringing()).length;
    // Half a sequence is neither running nor stopped.
    expect([0, parts.length]).toContain(ringing);
    return ringing > 0;
  },
  breakStart: ({ parts }) => parts[1]?.breakStart(),
});

describe("sequence", () => {
  noLeaks();

  function part(name: string, said: string[], fails: { start?: Error; stop?: Error } = {}) {
    const say = (word: string, error?: Error) => async () => {
      said.push(`${word} ${name}`);
      if (error) throw error;
    };
    return { start: say("start", fails.start), stop: say("stop", fails.stop) } satisfies Lifecycle;
  }

  test("starts in order and stops in reverse", async () => {
    const said: string[] = [];
    const it = sequence([part("database", said), part("bus", said), part("server", said)]);
    await it.start();
    await it.stop();
    expect(said).toEqual([
      "start database",
      "start bus",
      "start server",
      "stop server",
      "stop bus",
      "stop database",
    ]);
  });

  test("a failed start stops what had started and starts nothing more", async () => {
    const said: string[] = [];
    const error = new Error("the port is taken");
    const it = sequence([
      part("bus", said),
      part("server", said, { start: error }),
      part("x", said),
    ]);
    await expect(it.start()).rejects.toBe(error);
    expect(said.filter((line) => line.startsWith("start"))).toEqual(["start bus", "start server"]);
    expect(said).toContain("stop bus");
  });

  test("a failed stop does not spare the others and keeps its error", async () => {
    const said: string[] = [];
    const error = new Error("stuck");
    const it = sequence([part("bus", said), part("server", said, { stop: error })]);
    await it.start();
    await expect(it.stop()).rejects.toBe(error);
    expect(said.slice(2)).toEqual(["stop server", "stop bus"]);
    await it.stop();
  });

  test("several failed stops come together", async () => {
    const errors = [new Error("one"), new Error("two")];
    const it = sequence(errors.map((stop, index) => part(`${index}`, [], { stop })));
    await it.start();
    await expect(it.stop()).rejects.toMatchObject({ errors: errors.toReversed() });
  });

  test("an empty sequence starts and stops", async () => {
    const it = sequence([]);
    await it.start();
    expect(it.state).toBe("running");
    await it.stop();
  });
});
