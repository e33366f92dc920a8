import { type Platform, platform } from "@quad/chassis";
import { secretFile } from "@quad/config";
import { createLogger } from "@quad/telemetry";
import { campusConfig } from "./campus-config.ts";
import { runningPostgresUrl } from "./postgres.ts";

/** The ports and databases of the running campus, reached from this process. */
export async function withPlatform(work: (platform: Platform) => Promise<void>): Promise<void> {
  const settings = campusConfig(process.env);
  const campus = platform({
    settings,
    postgresUrl: await runningPostgresUrl(settings),
    masterSecret: settings.QUAD_SECRET || (await secretFile(settings.QUAD_HOME, "master")),
    log: createLogger({ service: "quad", level: "error", format: settings.QUAD_LOG_FORMAT }),
  });
  await campus.start();
  try {
    await work(campus);
  } finally {
    await campus.stop();
  }
}
