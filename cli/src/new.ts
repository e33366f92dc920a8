import { Command } from "commander";

/** `quad new port ranking`: what a new one of a kind begins with. */
export const newCommand = new Command("new")
  .description("Begin a service, port, adapter, event, command or page")
  .argument("<kind>", "service, port, adapter, event, command or page")
  .argument("<name...>", "ranking; of an adapter redis ranking; of a page shop gift-cards")
  .action(async (kind: string, names: string[]) => {
    const { makeNew } = await import("./make-new.ts");
    await makeNew(kind, names.join("."));
  });
