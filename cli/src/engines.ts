import { Command } from "commander";

/** `quad engines up`: gets the engines from outside npm running, for `quad test --engines`. */
export const engines = new Command("engines").description(
  "Engines from outside npm, for ./quad test --engines",
);

engines
  .command("up")
  .description("Install what is missing (Debian packages, as root) and start it on loopback")
  .action(async () => {
    const { enginesUp } = await import("./engines/engines-up.ts");
    await enginesUp();
  });

engines
  .command("down")
  .description("Stop the engines and forget their data")
  .action(async () => {
    const { enginesDown } = await import("./engines/engines-down.ts");
    await enginesDown();
  });
