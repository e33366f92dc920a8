import { setTimeout as sleep } from "node:timers/promises";
import { eventSourcingErrors } from "@quad/event-sourcing";
import { campusConfig } from "../campus-config.ts";
import { readRunFile } from "../campus-home.ts";
import { cliErrors } from "../cli-errors.ts";
import { loadServices } from "../services.ts";
import { type ModelProgress, readModelClient } from "./read-model-client.ts";
import { rebuildProgress } from "./rebuild-progress.ts";

const LOOK_EVERY_MS = 200;

/**
 * Starts over one model after the other, and shows how far each has come until it has all that had
 * happened when it began. Stopped half-way, the campus goes on with the model that was begun.
 * Errors: CAMPUS_NOT_RUNNING, READ_MODEL_UNKNOWN, REBUILD_REFUSED.
 */
export async function rebuildReadModels(only: string | undefined): Promise<void> {
  const { QUAD_HOME: home } = campusConfig(process.env);
  const run = await readRunFile(home);
  if (!run) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  for (const { service, name } of await wantedModels(only)) {
    await rebuildOne(readModelClient(run.url, service), name);
  }
}

/** Every service says in its manifest which read models it has. */
async function wantedModels(only: string | undefined) {
  const models = (await loadServices()).flatMap(({ name: service, readModels = [] }) =>
    readModels.map((name) => ({ service, name })),
  );
  const wanted = models.filter(({ name }) => only === undefined || name === only);
  if (only === undefined || wanted.length > 0) return wanted;
  const known = models.map(({ name }) => name).join(", ");
  throw eventSourcingErrors.READ_MODEL_UNKNOWN({ name: only, known });
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
