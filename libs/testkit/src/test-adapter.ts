import { describe, expect, onTestFinished, test } from "vitest";
import { type ConformanceSuite, reasonToSkip } from "./conformance-suite.ts";
import { promiseColumn, readPromiseColumn } from "./promise-table.ts";
import { runCheck } from "./run-check.ts";
import type { Stage } from "./stage.ts";

interface AdapterOptions {
  /** What is special about these places: another server, a wrapper that must change nothing. */
  readonly variant?: string;
}

/**
 * A suite as the tests of an adapter. Each check gets a place of its own; one that says nothing
 * about this adapter is skipped with the reason. `adapter` is its name in the README's table of
 * promises, and that the table is right is tested too.
 */
export function testAdapter<S extends Stage, Need extends string>(
  suite: ConformanceSuite<S, Need>,
  adapter: string,
  makePlace: () => S["place"] | Promise<S["place"]>,
  { variant }: AdapterOptions = {},
): void {
  const name = [`${suite.port}: ${adapter}`, variant].filter(Boolean).join(", ");
  const makeStage = async () => new suite.stage(await makePlace());

  describe(name, () => {
    for (const [topic, checks] of Object.entries(suite.topics)) {
      describe(topic, () => {
        for (const check of checks) {
          test(check.name, async ({ skip }) => {
            const stage = await makeStage();
            const reason = reasonToSkip(suite, check, stage);
            if (reason !== undefined) await stage.close();
            skip(reason !== undefined, reason);
            await runCheck(check, stage);
          });
        }
      });
    }

    test("the README's table of promises is right about it", async () => {
      const stage = await makeStage();
      onTestFinished(() => stage.close());
      const column = promiseColumn(suite, stage);
      expect(await readPromiseColumn(suite.readme, adapter)).toEqual(column);
    });
  });

  suite.lifecycle?.(name, async () => {
    const stage = await makeStage();
    onTestFinished(() => stage.close());
    return stage;
  });
}
