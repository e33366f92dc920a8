/**
 * Loaded into a process of the campus (`node --import`) to take guards away: one piece of
 * a source file is another. Production code knows nothing of it.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Swap } from "./guards.ts";

const swaps = JSON.parse(process.env.CHAOS_SWAPS ?? "[]") as readonly Swap[];
const swapOf = new Map(
  swaps.map((swap) => [new URL(`../../../${swap.file}`, import.meta.url).href, swap]),
);

registerHooks({
  load(url, context, next) {
    const swap = swapOf.get(url);
    if (!swap) return next(url, context);
    const { file, from, to } = swap;
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
