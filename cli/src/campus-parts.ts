import type { Logger } from "@quad/telemetry";
import type { campusConfig, Environment } from "./campus-config.ts";
import type { RunFile } from "./campus-home.ts";

/** What both ways of running the services are given. */
export interface CampusParts {
  readonly settings: ReturnType<typeof campusConfig>;
  readonly environment: Environment;
  readonly postgresUrl: string;
  readonly log: Logger;
  /** To be called with what other commands should know of how it runs, whenever that changes. */
  readonly onChange: (change: Pick<RunFile, "processes" | "metrics">) => void;
}
