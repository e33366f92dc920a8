import { postgresEngine } from "./postgres-engine.ts";
import { readEngines, writeEngines } from "./running-engines.ts";

/** Starts every engine that does not run yet. */
export async function enginesUp(): Promise<void> {
  const running = await readEngines();
  if (!running.some(({ name }) => name === "postgres")) running.push(await postgresEngine());
  await writeEngines(running);
  for (const engine of running) {
    const { name, version } = engine;
    process.stdout.write(`${name} ${version} runs (pid ${engine.process.pid})\n`);
  }
}
