import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PUBLIC_SERVICE } from "@quad/chassis";
import { freePorts } from "@quad/free-port";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Environment } from "./campus-config.ts";
import type { CampusParts } from "./campus-parts.ts";
import { childEnvironment } from "./child-environment.ts";
import { cliErrors } from "./cli-errors.ts";
import type { ServiceGrant } from "./print-grants.ts";
import { serviceNames } from "./services.ts";
import { type SupervisedProcess, supervisedProcess } from "./supervised-process.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
/** A service by itself makes little garbage: it looks for it sooner. */
const SMALL = ["--max-semi-space-size=2", "--heap-growing-percent=20"];

/**
 * Who keeps the compiled code the first time, for all: most of it is everybody's. Writing it takes
 * a second at the end of a process; together, all would take five.
 */
const COMPILING = "orders";

/** One process a service: kill one and watch the others go on, and it come back. */
export async function isolatedCampus(parts: CampusParts): Promise<Lifecycle> {
  const { settings, environment, postgresUrl, log, onChange } = parts;
  const grants = await askGrants({ ...environment, QUAD_POSTGRES: postgresUrl });
  const compiled = join(settings.QUAD_HOME, "cache", "isolated");
  const isFirst = !existsSync(compiled);
  let processes: SupervisedProcess[] = [];

  function report() {
    onChange({
      processes: Object.fromEntries(
        processes.map(({ name, pid, restarts }) => [name, { pid, restarts }]),
      ),
    });
  }

  return managed({
    async start() {
      const inner = serviceNames.filter((name) => name !== PUBLIC_SERVICE);
      const [metricsPort, ...ports] = await freePorts(1 + inner.length);
      const listen = new Map(inner.map((name, index) => [name, `127.0.0.1:${ports[index]}`]));
      listen.set(PUBLIC_SERVICE, `${settings.QUAD_HOST}:${settings.QUAD_PORT}`);
      const { QUAD_METRICS_LISTEN: wanted } = settings;
      const metricsAt = new Map(listen).set(PUBLIC_SERVICE, wanted || `127.0.0.1:${metricsPort}`);
      const metrics = [...metricsAt].map(([name, at]) => [name, `http://${at}/metrics`]);
      onChange({ metrics: Object.fromEntries(metrics) });
      const peers = inner.map((name) => `${name}=http://${listen.get(name)}`).join(",");
      processes = serviceNames.map((name) =>
        supervisedProcess({
          name,
          args: [...process.execArgv, ...SMALL, MAIN, "serve", name],
          environment: {
            ...childEnvironment(environment, grants[name] as ServiceGrant),
            QUAD_LISTEN: listen.get(name),
            QUAD_PEERS: peers,
            QUAD_METRICS_LISTEN: metricsAt.get(PUBLIC_SERVICE),
            ...(isFirst && name !== COMPILING && { NODE_DISABLE_COMPILE_CACHE: "1" }),
          },
          log,
          onChange: report,
        }),
      );
      await Promise.all(processes.map((process) => process.start()));
      report();
    },
    async stop() {
      const outer = processes.filter(({ name }) => name === PUBLIC_SERVICE);
      const inner = processes.filter(({ name }) => name !== PUBLIC_SERVICE);
      await Promise.all(outer.map((process) => process.stop()));
      await Promise.all(inner.map((process) => process.stop()));
      // Without it the next start is a first one again.
      if (isFirst) await writeFile(compiled, "").catch(() => {});
    },
  });
}

/**
 * Settings are checked, and grants made, in a process that ends, so that the supervisor loads no
 * service and stays small. Error: SETTINGS_REFUSED.
 */
async function askGrants(environment: Environment): Promise<Record<string, ServiceGrant>> {
  const env = { ...environment } as NodeJS.ProcessEnv;
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, "grant"], { env }).catch(
    (error) => {
      const reason = error.stderr.trim().replace(/^quad: /, "");
      throw cliErrors.SETTINGS_REFUSED({ reason }, error);
    },
  );
  return JSON.parse(stdout);
}
