import type { Platform } from "@quad/chassis";
import { createLogger } from "@quad/telemetry";
import { campusConfig } from "./campus-config.ts";
import { ownPlatform } from "./open-platform.ts";
import { runningPostgresUrl } from "./postgres.ts";

/** The ports and databases of the running campus, reached from this process. */
export async function withPlatform(work: (platform: Platform) => Promise<void>): Promise<void> {
  const settings = campusConfig(process.env);
  const log = createLogger({ service: "quad", level: "error", format: settings.QUAD_LOG_FORMAT });
  const campus = await ownPlatform(await runningPostgresUrl(settings), { settings, log });
  await campus.start();
  try {
    await work(campus);
  } finally {
    await campus.stop();
  }
}
