import { spinner } from "@clack/prompts";
import { announceState, type Platform, type Service } from "@quad/chassis";
import { cliErrors } from "./cli-errors.ts";
import { loadService, loadServices } from "./services.ts";

const COUNT = new Intl.NumberFormat("en");

/**
 * One service after the other, as they are listed: what the later ones say is about what the
 * earlier ones have said. Errors: ANNOUNCES_NOTHING, and those of `announceState`.
 */
export async function announceStates(only: string | undefined, platform: Platform): Promise<void> {
  for (const service of await wanted(only)) await announceOne(service, platform);
}

async function wanted(only: string | undefined): Promise<readonly Service[]> {
  const all = (await loadServices()).filter(({ announce }) => announce !== undefined);
  if (only === undefined) return all;
  const service = await loadService(only);
  if (service?.announce) return [service];
  const known = all.map(({ name }) => name).join(", ");
  throw cliErrors.ANNOUNCES_NOTHING({ service: only, known });
}

async function announceOne(service: Service, platform: Platform): Promise<void> {
  const { name } = service;
  const progress = process.stdout.isTTY ? spinner() : undefined;
  const summary = (said: number) => `${name}: ${COUNT.format(said)} facts`;
  progress?.start(summary(0));
  try {
    const said = await announceState(service, {
      ...{ platform, environment: process.env },
      onPage: (saidSoFar) => progress?.message(summary(saidSoFar)),
    });
    const line = `${summary(said ?? 0)} said again`;
    if (progress) progress.stop(line);
    else process.stdout.write(`${line}\n`);
  } catch (error) {
    progress?.error(`Stopped: ${name}`);
    throw error;
  }
}
