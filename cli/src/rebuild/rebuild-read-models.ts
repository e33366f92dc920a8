import { setTimeout as sleep } from "node:timers/promises";
import { campusConfig } from "../campus-config.ts";
import { readRunFile } from "../campus-home.ts";
import { cliErrors } from "../cli-errors.ts";
import { type ModelProgress, readModelClient } from "./read-model-client.ts";
import { rebuildProgress } from "./rebuild-progress.ts";

const LOOK_EVERY_MS = 200;

/**
 * Starts over one model after the other, and shows how far each has come until it has all that had
 * happened when it began. Stopped half-way, the campus goes on with the model that was begun.
 */
export async function rebuildReadModels(only: string | undefined): Promise<void> {
  const { QUAD_HOME: home } = campusConfig(process.env);
  const run = await readRunFile(home);
  if (!run) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  const client = readModelClient(run.url);
  const names = only === undefined ? (await client.list()).map(({ name }) => name) : [only];
  for (const name of names) await rebuildOne(client, name);
}

async function rebuildOne(client: ReturnType<typeof readModelClient>, name: string): Promise<void> {
  const { head: target } = await client.rebuild(name);
  const progress = rebuildProgress(name, target);
  try {
    while (true) {
      const position = positionOf(await client.list(), name);
      progress.show(Math.min(position, target));
      if (position >= target) break;
      await sleep(LOOK_EVERY_MS);
    }
  } catch (error) {
    progress.fail();
    throw error;
  }
  progress.finish();
}

function positionOf(models: readonly ModelProgress[], name: string): number {
  return models.find((model) => model.name === name)?.position ?? 0;
}
