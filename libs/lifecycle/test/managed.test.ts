import { managed } from "@quad/lifecycle";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { noLeaks } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { bell } from "./bell.ts";

testLifecycle("a managed pair of hooks", {
  make: () => bell(managed),
  works: (it) => it.ringing(),
  breakStart: (it) => it.breakStart(),
});

describe("managed", () => {
  noLeaks();

  test("tells its state", async () => {
    const it = bell(managed);
    expect(it.state).toBe("stopped");
    const starting = it.start();
    expect(it.state).toBe("starting");
    await starting;
    expect(it.state).toBe("running");
    const stopping = it.stop();
    expect(it.state).toBe("stopping");
    await stopping;
    expect(it.state).toBe("stopped");
  });

  test("a failed start reports why it failed, also when undoing it fails", async () => {
    const it = managed({
      start: () => Promise.reject(new Error("why")),
      stop: () => Promise.reject(new Error("what undoing it met")),
    });
    await expect(it.start()).rejects.toThrow("why");
    expect(it.state).toBe("stopped");
  });

  test("a failed stop is reported once, and a start that waits for it goes on", async () => {
    let failures = 1;
    const it = managed({
      start: async () => {},
      stop: async () => {
        if (failures-- > 0) throw new Error("a drawer is stuck");
      },
    });
    await it.start();
    const stop = it.stop();
    const start = it.start();
    await expect(stop).rejects.toThrow("a drawer is stuck");
    await start;
    expect(it.state).toBe("running");
    await it.stop();
  });
});
