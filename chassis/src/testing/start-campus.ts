import { createLogger } from "@quad/telemetry";
import { campus, nameOf } from "../campus/campus.ts";
import { readCampusSettings } from "../campus/campus-settings.ts";
import { ownerCredentials } from "../campus/credentials.ts";
import { type Platform, platform } from "../campus/platform.ts";
import { type ServiceFacts, serviceFacts } from "../campus/service-facts.ts";
import type { Service } from "../manifest.ts";

/** A campus for one test: its own databases on the test run's server, free ports, a quiet log. */
export interface TestCampus extends AsyncDisposable {
  readonly platform: Platform;
  /** Base URL of a service. */
  url(service: string): string;
  stop(): Promise<void>;
}

export interface TestCampusOptions {
  readonly services: readonly Service[];
  /** Settings that differ from the defaults, by their names. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The services that the campus has; by default those that are started, all essential. */
  readonly facts?: readonly ServiceFacts[];
}

/**
 * Starts any set of services over real Postgres; `memory:` is their bus unless the environment
 * says otherwise. Needs `@quad/database/testing` as Vitest's global set-up.
 */
export async function startCampus(options: TestCampusOptions): Promise<TestCampus> {
  const { services } = options;
  const postgresUrl = process.env.QUAD_TEST_POSTGRES;
  if (!postgresUrl) throw new TypeError("Start the test server first: see @quad/database/testing.");
  const environment = {
    QUAD_BUS: "memory:",
    QUAD_PORT: "0",
    QUAD_DATABASE_PREFIX: `t${process.pid.toString(36)}_${(counter++).toString(36)}_`,
    ...options.environment,
  };
  const settings = readCampusSettings(environment);
  const shared = platform({
    settings,
    credentials: ownerCredentials({
      postgresUrl,
      masterSecret: "known to the test only",
      prefix: settings.QUAD_DATABASE_PREFIX,
    }),
    services:
      options.facts ??
      services.map((service) => serviceFacts(nameOf(service), { isEssential: true })),
    log: createLogger({ service: "test", level: "error", format: "json" }),
  });
  const running = campus({ services, platform: shared, environment });
  await running.start();
  return {
    platform: shared,
    url: (name) => running.service(name).url,
    stop: () => running.stop(),
    [Symbol.asyncDispose]: () => running.stop(),
  };
}

let counter = 0;
