import { busChecks } from "./bus-checks.ts";
import type { BusPlace } from "./bus-place.ts";
import { unmetNeeds } from "./check.ts";

/** Adapter × promise as a Markdown table: how many checks of each topic apply to which adapter. */
export function promiseMatrix(places: Readonly<Record<string, BusPlace>>): string {
  const adapters = Object.entries(places);
  const head = ["promise", "checks", ...adapters.map(([name]) => name)];
  const rows = Object.entries(busChecks).map(([topic, checks]) => [
    topic,
    String(checks.length),
    ...adapters.map(([, place]) => {
      const unmet = checks.map((check) => unmetNeeds(check, place));
      const kept = unmet.filter((needs) => needs.length === 0).length;
      return kept === checks.length
        ? "all"
        : `${kept}; needs ${[...new Set(unmet.flat())].join(", ")}`;
    }),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
