import { askReadiness, type Readiness } from "@quad/readiness";
import { campusConfig } from "./campus-config.ts";
import { type RunFile, readRunFile } from "./campus-home.ts";
import { cliErrors } from "./cli-errors.ts";
import { printTable } from "./print-table.ts";

/** What runs, and whether it is ready; exit code 1 when something is not. */
export async function showStatus(): Promise<void> {
  const { QUAD_HOME: home } = campusConfig(process.env);
  const run = await readRunFile(home);
  if (!run) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  const readiness = await askReadiness(run.url);
  const { mode, url, pid, startedAt } = run;
  process.stdout.write(`${url}, ${mode}, pid ${pid}, since ${startedAt}: ${readiness.status}\n\n`);
  printTable(["service", "state", "pid", "restarts", "metrics"], rows(run, readiness));
  if (readiness.status !== "ready") process.exitCode = 1;
}

function rows(run: RunFile, { services }: Readiness): string[][] {
  const names = new Set([...Object.keys(run.processes ?? {}), ...Object.keys(services)]);
  return [...names]
    .sort((a, b) => a.localeCompare(b))
    .map((name) => {
      const { pid = run.pid, restarts = 0 } = run.processes?.[name] ?? {};
      return [
        name,
        services[name] ?? "-",
        String(pid ?? "starting"),
        String(restarts),
        run.metrics?.[name] ?? "-",
      ];
    });
}
