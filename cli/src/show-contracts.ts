import { readFileSync, writeFileSync } from "node:fs";
import { brokenContracts, currentSchemas } from "@quad/contracts/published";
import { cliErrors } from "./cli-errors.ts";

const PUBLISHED = new URL(import.meta.resolve("@quad/contracts/published.json"));

/** What differs from what was published; publishes it when told to. Error: CONTRACTS_BROKEN. */
export function showContracts(shouldPublish: boolean): void {
  const published = JSON.parse(readFileSync(PUBLISHED, "utf8"));
  const current = currentSchemas();
  const breaks = brokenContracts(published, current);
  if (breaks.length > 0) throw cliErrors.CONTRACTS_BROKEN({ breaks: breaks.join("\n") });
  const changed = Object.keys(current).filter(
    (name) => JSON.stringify(current[name]) !== JSON.stringify(published[name]),
  );
  if (shouldPublish) writeFileSync(PUBLISHED, `${JSON.stringify(current, null, 2)}\n`);
  const verb = shouldPublish ? "published" : "not published yet";
  for (const name of changed) process.stdout.write(`${verb}: ${name}\n`);
  process.stdout.write(`${Object.keys(current).length} schemas, ${changed.length} ${verb}\n`);
}
