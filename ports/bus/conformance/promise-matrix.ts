import { reasonToSkip } from "./bus-check.ts";
import { busChecks } from "./bus-checks.ts";
import type { BusPlace } from "./bus-place.ts";

/** The table is of what adapters support, not of the faults that a test can inflict. */
const ANY_FAULT = { kill: () => {}, sever: () => {} };

/** Adapter × promise as a Markdown table: how many checks of each topic apply to which adapter. */
export function promiseMatrix(places: Readonly<Record<string, BusPlace>>): string {
  const adapters = Object.entries(places).map(([name, place]) => {
    const { supports } = place.open();
    return { name, supports };
  });
  const head = ["promise", "checks", ...adapters.map(({ name }) => name)];
  const rows = Object.entries(busChecks).map(([topic, checks]) => [
    topic,
    String(checks.length),
    ...adapters.map(({ supports }) => {
      const reasons = checks.flatMap((check) => reasonToSkip(check, supports, ANY_FAULT) ?? []);
      if (reasons.length === 0) return "all";
      return `${checks.length - reasons.length}: ${[...new Set(reasons)].join(", ")}`;
    }),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
