import { describeSettings, readSettings } from "@quad/config";
import { Command } from "commander";
import { allSettings } from "./campus-config.ts";
import { printTable } from "./print-table.ts";

/** `quad config`: every setting, its value, where it comes from, what it means. */
export const config = new Command("config")
  .description("Show every setting: value, source, meaning")
  .action(() => {
    const definitions = allSettings();
    readSettings(definitions, process.env);
    const rows = describeSettings(definitions, process.env);
    printTable(
      ["setting", "value", "source", "meaning"],
      rows.map(({ name, value, source, meaning }) => [name, value, source, meaning]),
    );
  });
