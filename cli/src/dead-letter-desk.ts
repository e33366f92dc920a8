import type { Bus } from "@quad/bus";
import { platform } from "@quad/chassis";
import { secretFile } from "@quad/config";
import { createLogger } from "@quad/telemetry";
import { campusConfig } from "./campus-config.ts";
import { cliErrors } from "./cli-errors.ts";
import { runningPostgresUrl } from "./postgres.ts";
import { printTable } from "./print-table.ts";

const PAGE = 100;

export function listDeadLetters(group: string | undefined): Promise<void> {
  return withBus(async ({ deadLetters }) => {
    const { items, next } = await deadLetters.list({ ...(group && { group }), limit: PAGE });
    if (items.length === 0) {
      process.stdout.write("There are no dead letters.\n");
      return;
    }
    printTable(
      ["id", "group", "topic", "key", "attempts", "died", "waiting behind", "error"],
      items.map(({ id, group: owner, message, attempts, diedAt, blocked, error }) => [
        id,
        owner,
        message.topic,
        message.key,
        String(attempts),
        diedAt.toISOString(),
        String(blocked),
        error,
      ]),
    );
    if (next) process.stdout.write(`There are more than ${PAGE}; these are the oldest.\n`);
  });
}

export function showDeadLetter(id: string): Promise<void> {
  return withBus(async ({ deadLetters }) => {
    process.stdout.write(`${JSON.stringify(await deadLetters.get(id), null, 2)}\n`);
  });
}

/** `json` replaces the message's body. Error: DEAD_LETTER_BODY_INVALID. */
export function replayDeadLetter(id: string, json: string | undefined): Promise<void> {
  const edit = json === undefined ? undefined : { body: parseBody(json) };
  return withBus(async ({ deadLetters }) => {
    await deadLetters.replay(id, edit);
    process.stdout.write(`${id} is offered again, ahead of what waited behind it.\n`);
  });
}

export function discardDeadLetter(id: string): Promise<void> {
  return withBus(async ({ deadLetters }) => {
    await deadLetters.discard(id);
    process.stdout.write(`${id} is discarded; its key flows on.\n`);
  });
}

function parseBody(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw cliErrors.DEAD_LETTER_BODY_INVALID({ reason: String(error) }, error);
  }
}

/** The bus of the running campus, reached from this process. */
async function withBus(work: (bus: Bus) => Promise<void>): Promise<void> {
  const settings = campusConfig(process.env);
  const campus = platform({
    settings,
    postgresUrl: await runningPostgresUrl(settings),
    masterSecret: settings.QUAD_SECRET || (await secretFile(settings.QUAD_HOME, "master")),
    log: createLogger({ service: "quad", level: "error", format: settings.QUAD_LOG_FORMAT }),
  });
  await campus.start();
  try {
    await work(await campus.port("bus"));
  } finally {
    await campus.stop();
  }
}
