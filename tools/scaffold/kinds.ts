import { newAdapter } from "./new-adapter.ts";
import { newCommand } from "./new-command.ts";
import { newEvent } from "./new-event.ts";
import { newPage } from "./new-page.ts";
import { newPort } from "./new-port.ts";
import { newService } from "./new-service.ts";
import { type Name, nameOf, type Plan, type Read, ScaffoldRefused } from "./plan.ts";

interface Kind {
  /** What its name looks like, for the person who has to give one. */
  readonly example: string;
  readonly plan: (names: readonly Name[], read: Read) => Plan;
}

/** What can be made, by its word in `quad new`. */
export const kinds: Readonly<Record<string, Kind>> = {
  service: { example: "links", plan: one(newService) },
  port: { example: "ranking", plan: one(newPort) },
  adapter: {
    example: "redis.ranking",
    plan: two(newAdapter),
  },
  event: { example: "orders.order-paid", plan: two(newEvent) },
  command: { example: "audit", plan: one(newCommand) },
  page: { example: "reviews.course", plan: two(newPage) },
};

/** What making one would do. Error: ScaffoldRefused. */
export function planOf(kind: string, text: string, read: Read): Plan {
  const known = kinds[kind];
  if (!known) {
    throw new ScaffoldRefused(
      `There is no kind ${kind}: there are ${Object.keys(kinds).join(", ")}.`,
    );
  }
  const names = text.split(".").map(nameOf);
  const isWell = names.every((name) => name !== undefined);
  if (!isWell || names.length !== known.example.split(".").length) {
    throw new ScaffoldRefused(
      `"${text}" is no name for ${kind}: lower-case words with dashes, such as ${known.example}.`,
    );
  }
  return known.plan(names as Name[], read);
}

function one(plan: (name: Name, read: Read) => Plan): Kind["plan"] {
  return ([name], read) => plan(name as Name, read);
}

function two(plan: (first: Name, second: Name, read: Read) => Plan): Kind["plan"] {
  return ([first, second], read) => plan(first as Name, second as Name, read);
}
