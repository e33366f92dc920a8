import type { Progress } from "@quad/event-store";
import type { Kysely } from "kysely";
import { checkpointOf } from "./checkpoints.ts";
import { headOf, placeAll } from "./history.ts";

/** How far a subscription has come, and how far it could. */
export async function progressOf<Schema>(
  database: Kysely<Schema>,
  name: string,
): Promise<Progress> {
  await placeAll(database);
  // First the checkpoint: the head never goes back.
  const position = await checkpointOf(database, name);
  return { position, head: await headOf(database) };
}
