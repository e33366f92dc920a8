import { Command } from "commander";

/** `quad serve orders`: one service in this process, as a container runs it. */
export const serve = new Command("serve")
  .description("Run one service; what a container runs")
  .argument("<service>", "its name, such as orders")
  .action(async (name: string) => {
    const { serveService } = await import("./serve-service.ts");
    await serveService(name, process.env);
  });
