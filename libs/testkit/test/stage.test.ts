import { describe, expect, test } from "vitest";
import { exactDeadlines } from "../src/deadline.ts";
import { type Check, runCheck, Stage } from "../src/index.ts";

const PATIENCE_MS = 50;

exactDeadlines();

/** A place that tells what became of it and of what was opened there. */
function talkativePlace(story: string[], { stop = async () => {} } = {}) {
  let opened = 0;
  return {
    open() {
      const number = ++opened;
      return {
        supports: { durable: true },
        start: async () => void story.push(`start ${number}`),
        async stop() {
          story.push(`stop ${number}`);
          await stop();
        },
      };
    },
    dispose: async () => void story.push("dispose"),
  };
}

type Talkative = Stage<ReturnType<typeof talkativePlace>>;

function checkOf(run: Check<Talkative>["run"]): Check<Talkative> {
  return { name: "the check", run };
}

describe("the end of a check", () => {
  test("opens its gates, then stops what was opened, the last first, then disposes", async () => {
    const story: string[] = [];
    const stage = new Stage(talkativePlace(story), PATIENCE_MS);
    const check = checkOf(async () => {
      await stage.started();
      stage.open();
      void stage.gate().opened.then(() => story.push("gate"));
    });
    await runCheck(check, stage);
    expect(story).toEqual(["start 1", "gate", "stop 2", "stop 1", "dispose"]);
  });

  test("comes also when the check fails, whose failure is the one that is told", async () => {
    const story: string[] = [];
    const stop = () => Promise.reject(new Error("It does not stop."));
    const stage = new Stage(talkativePlace(story, { stop }), PATIENCE_MS);
    const check = checkOf(async () => {
      await stage.started();
      throw new Error("The promise is broken.");
    });
    await expect(runCheck(check, stage)).rejects.toThrow("The promise is broken.");
    expect(story).toEqual(["start 1", "stop 1", "dispose"]);
  });

  test("fails a check that leaves something which cannot be stopped, and goes on", async () => {
    const story: string[] = [];
    const stop = () => new Promise<void>(() => {});
    const stage = new Stage(talkativePlace(story, { stop }), PATIENCE_MS);
    const check = checkOf(async () => {
      for (const _ of [1, 2]) stage.open();
    });
    await expect(runCheck(check, stage)).rejects.toThrow("Not everything could be closed.");
    expect(story).toEqual(["stop 2", "stop 1", "dispose"]);
  });

  test("comes also to a check that would never end", async () => {
    const story: string[] = [];
    const stage = new Stage(talkativePlace(story), 1);
    const check = checkOf(() => new Promise(() => {}));
    await expect(runCheck(check, stage)).rejects.toThrow("the check comes to an end");
    expect(story).toEqual(["dispose"]);
  });
});
