import { describeSettings, readSettings } from "@quad/config";
import { allSettings } from "./campus-config.ts";
import { printTable } from "./print-table.ts";

/** Every setting, its value, where it comes from, what it means. Error: CONFIG_INVALID. */
export async function showConfig(): Promise<void> {
  const definitions = await allSettings();
  readSettings(definitions, process.env);
  const rows = describeSettings(definitions, process.env);
  printTable(
    ["setting", "value", "source", "meaning"],
    rows.map(({ name, value, source, meaning }) => [name, value, source, meaning]),
  );
}
