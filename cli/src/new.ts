import { Command } from "commander";

/** `quad new port ranking`: what a new one of a kind begins with. */
export const newCommand = new Command("new")
  .description("Begin a service, port, adapter, event or command")
  .argument("<kind>", "service, port, adapter, event or command")
  .argument("<name>", "ranking; of an adapter redis.ranking; of an event orders.order-paid")
  .action(async (kind: string, name: string) => {
    const { makeNew } = await import("./make-new.ts");
    await makeNew(kind, name);
  });
