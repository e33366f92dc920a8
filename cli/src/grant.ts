import { Command } from "commander";

/** `quad grant orders`: what a container that runs orders is given. */
export const grant = new Command("grant")
  .description("Show what a service needs to run by itself, without the owner's secrets")
  .argument("[service]", "its name, such as orders; all of them as JSON when left out")
  .action(async (name: string | undefined) => {
    const { printGrants } = await import("./print-grants.ts");
    await printGrants(name);
  });
