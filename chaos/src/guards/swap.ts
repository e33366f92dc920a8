/**
 * Loaded into a process of the campus (`node --import`) to take a guard away: one piece of one
 * source file is another. Production code knows nothing of it.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Swap } from "./guards.ts";

const { file, from, to } = JSON.parse(process.env.CHAOS_SWAP ?? "{}") as Swap;
const swapped = new URL(`../../../${file}`, import.meta.url).href;

registerHooks({
  load(url, context, next) {
    if (url !== swapped) return next(url, context);
    const text = readFileSync(fileURLToPath(url), "utf8");
    // A guard that is written in another way by now has to be looked for again.
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
    return {
      format: "module-typescript",
      source: text.replace(from, () => to),
      shortCircuit: true,
    };
  },
});
