import { Command } from "commander";

/** `quad rebuild [model]`: the read models of all services, made again from the first event on. */
export const rebuild = new Command("rebuild")
  .description("Make the read models again from all history, while the shop runs")
  .argument("[model]", "only this one, such as order-list")
  .action(async (model: string | undefined) => {
    const { rebuildReadModels } = await import("./rebuild/rebuild-read-models.ts");
    await rebuildReadModels(model);
  });
