import { Command } from "commander";

/** `quad dead-letters`: what the consumers gave up on, for a person to inspect, repair, replay. */
export const deadLetters = new Command("dead-letters").description(
  "Messages that a consumer gave up on; each holds back the later messages of its key",
);

deadLetters
  .command("list")
  .description("List them, oldest first")
  .option("--group <name>", "only those of one consumer group, such as inventory")
  .action(async ({ group }: { group?: string }) => {
    const { listDeadLetters } = await import("./dead-letter-desk.ts");
    await listDeadLetters(group);
  });

deadLetters
  .command("show")
  .description("Show one with its body and its last error")
  .argument("<id>")
  .action(async (id: string) => {
    const { showDeadLetter } = await import("./dead-letter-desk.ts");
    await showDeadLetter(id);
  });

deadLetters
  .command("replay")
  .description("Offer one again, as it was or with a repaired body")
  .argument("<id>")
  .option("--body <json>", "the repaired message body")
  .action(async (id: string, { body }: { body?: string }) => {
    const { replayDeadLetter } = await import("./dead-letter-desk.ts");
    await replayDeadLetter(id, body);
  });

deadLetters
  .command("discard")
  .description("Drop one for good and let its key flow on")
  .argument("<id>")
  .action(async (id: string) => {
    const { discardDeadLetter } = await import("./dead-letter-desk.ts");
    await discardDeadLetter(id);
  });
