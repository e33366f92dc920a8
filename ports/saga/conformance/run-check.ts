import type { SagaCheck, SagaPlace } from "./saga-place.ts";
import { Stage } from "./stage.ts";

/** Runs one check in a fresh place, and stops what it opened. */
export async function runCheck(
  check: SagaCheck,
  place: SagaPlace,
  patienceMs?: number,
): Promise<void> {
  const stage = new Stage(place, patienceMs);
  try {
    await check.run(stage);
    if (stage.world.wrongs.length > 0) throw new Error(stage.world.wrongs.join("; "));
  } finally {
    await stage.end();
  }
}
