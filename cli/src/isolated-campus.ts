import { fileURLToPath } from "node:url";
import { chassisErrors, nameOf, PUBLIC_SERVICE } from "@quad/chassis";
import { type Lifecycle, managed } from "@quad/lifecycle";
import { freePorts } from "./free-ports.ts";
import type { CampusParts } from "./run-campus.ts";
import { services } from "./services.ts";
import { type SupervisedProcess, supervisedProcess } from "./supervised-process.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** One process a service: kill one and watch the others go on, and it come back. */
export function isolatedCampus(parts: CampusParts): Lifecycle {
  const { settings, environment, postgresUrl, masterSecret, log, onProcesses } = parts;
  if (settings.QUAD_BUS.startsWith("memory:")) {
    throw chassisErrors.BUS_NOT_SHARED({ url: settings.QUAD_BUS });
  }
  let processes: SupervisedProcess[] = [];

  function report() {
    onProcesses(
      Object.fromEntries(processes.map(({ name, pid, restarts }) => [name, { pid, restarts }])),
    );
  }

  return managed({
    async start() {
      const names = services.map(nameOf);
      const inner = names.filter((name) => name !== PUBLIC_SERVICE);
      const ports = await freePorts(inner.length);
      const listen = new Map(inner.map((name, index) => [name, `127.0.0.1:${ports[index]}`]));
      listen.set(PUBLIC_SERVICE, `${settings.QUAD_HOST}:${settings.QUAD_PORT}`);
      const peers = inner.map((name) => `${name}=http://${listen.get(name)}`).join(",");
      processes = names.map((name) =>
        supervisedProcess({
          name,
          args: [MAIN, "serve", name],
          environment: {
            ...environment,
            QUAD_POSTGRES: postgresUrl,
            QUAD_SECRET: masterSecret,
            QUAD_LISTEN: listen.get(name),
            QUAD_PEERS: peers,
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
    },
  });
}
