import type { Bus } from "@quad/bus";
import { cliErrors } from "./cli-errors.ts";
import { printTable } from "./print-table.ts";
import { withPlatform } from "./with-platform.ts";

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
function withBus(work: (bus: Bus) => Promise<void>): Promise<void> {
  return withPlatform(async (platform) => work(await platform.port("bus")));
}
