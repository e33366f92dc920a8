import { Command, Option } from "commander";
import type { SagaDesk, SagaWish } from "./saga-desk.ts";

interface Where {
  readonly service?: string;
}

/** `quad sagas`: what the services are in the middle of, for a person to look at and to help. */
export const sagas = new Command("sagas").description(
  "What services do in several steps; one that is parked waits for a person",
);

const STATUSES = ["running", "compensating", "done", "compensated", "parked"] as const;

sagas
  .command("list")
  .description("List them by id")
  .option("--service <name>", "only those of one service, such as orders")
  .addOption(new Option("--status <status>", "only those of one status").choices(STATUSES))
  .option("--after <id>", "go on behind this one")
  .action((filter: Where & { status?: (typeof STATUSES)[number]; after?: string }) =>
    atDesk((desk) => desk.list(filter)),
  );

sagas
  .command("show")
  .description("Show one step by step, with what failed and what can be done")
  .argument("<id>")
  .option("--service <name>", "whose it is, when several have one of this id")
  .action((id: string, { service }: Where) => atDesk((desk) => desk.show(id, service)));

sagas
  .command("retry")
  .description("Have a parked one try again what it is parked at")
  .argument("<id>")
  .option("--service <name>", "whose it is, when several have one of this id")
  .action((id: string, { service }: Where) => atDesk((desk) => desk.retry(id, service)));

sagas
  .command("settle")
  .description("State what became of a step that a parked one waits for")
  .argument("<id>")
  .addOption(
    new Option("--as <outcome>", "done: it happened; undone: nothing of it is left, nor will be")
      .choices(["done", "undone"])
      .makeOptionMandatory(),
  )
  .option("--step <name>", "of which step, when several wait")
  .option("--result <json>", "what the step that is done answered; null when left out")
  .option("--note <text>", "how you know; it is kept with the step")
  .option("--service <name>", "whose it is, when several have one of this id")
  .action((id: string, { service, ...wish }: Where & SagaWish) =>
    atDesk((desk) => desk.settle(id, wish, service)),
  );

/** At the desk of the running campus. */
async function atDesk(work: (desk: SagaDesk) => Promise<void>): Promise<void> {
  const { sagaDesk } = await import("./saga-desk.ts");
  const { withPlatform } = await import("./with-platform.ts");
  const { loadServices } = await import("./services.ts");
  const services = await loadServices();
  const print = (text: string) => void process.stdout.write(text);
  await withPlatform((platform) =>
    work(sagaDesk({ services, platform, environment: process.env, print })),
  );
}
