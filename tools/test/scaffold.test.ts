import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { runProgram } from "../run-program.ts";
import { ScaffoldRefused } from "../scaffold/plan.ts";
import { scaffold } from "../scaffold/scaffold.ts";
import { copyOfTheHouse, linkPackage } from "./copy-of-the-house.ts";

/** A kind that stands on another comes after it. */
const WANTED = [
  ["service", "study-rooms"],
  ["port", "ranking"],
  ["adapter", "sturdy.ranking"],
  ["adapter", "pigeon.mailer"],
  ["event", "cart.cart-emptied"],
  ["event", "orders.order-paid"],
  ["command", "audit"],
  ["page", "shop.gift-cards"],
  ["page", "reviews.course"],
] as const;

/** Files that are there already; see "What it costs to add" in ARCHITECTURE. */
const TOUCHED_MAX = 3;
const TOUCHED_MAX_OF: Readonly<Record<string, number>> = {
  "page shop.gift-cards": 1,
  "page reviews.course": 2,
};

const folder = temporaryFolder();

test("one of each kind passes every check and its own tests at once", async () => {
  copyOfTheHouse(folder);
  const made: string[] = [];
  for (const [kind, name] of WANTED) {
    const scaffolded = await scaffold(kind, name, folder);
    made.push(...scaffolded.made);
    expect(scaffolded.changed.length, `${kind} ${name}`).toBeLessThanOrEqual(
      TOUCHED_MAX_OF[`${kind} ${name}`] ?? TOUCHED_MAX,
    );
    for (const path of scaffolded.made.filter((each) => each.endsWith("/package.json"))) {
      linkPackage(folder, path.slice(0, -"/package.json".length));
    }
  }
  const passes = async (program: string, ...args: string[]) => {
    const { exitCode, output } = await runProgram(program, args, folder);
    expect(exitCode, `${program} ${args.join(" ")}\n${output}`).toBe(0);
  };
  await passes("tsc", "-p", ".");
  await passes("node", "cli/src/main.ts", "contracts", "--publish");
  await passes(
    "biome",
    "check",
    "--error-on-warnings",
    ...made.filter((path) => !path.endsWith(".md")),
  );
  await passes("depcruise", "--config", ".dependency-cruiser.mjs", ".");
  const tests = made.filter((path) => path.endsWith(".test.ts"));
  await passes("vitest", "run", "tools/test/tidy.test.ts", "contracts/", ...tests);
});

test.each([
  ["castle", "elsinore", "There is no kind castle: there are "],
  ["port", "Ranking", '"Ranking" is no name for port'],
  ["event", "order-paid", "such as orders.order-paid"],
  ["port", "mailer", "Already there: ports/mailer/package.json"],
  ["adapter", "redis.bus", "parts that the port keeps to itself"],
  ["event", "castle.bridge-raised", "services/castle/src/service.ts is not there"],
])("a %s %s is refused, and nothing is changed", async (kind, name, reason) => {
  const index = join(folder, "contracts", "index.ts");
  const before = readFileSync(index, "utf8");
  const refused = scaffold(kind, name, folder);
  await expect(refused).rejects.toThrow(ScaffoldRefused);
  await expect(refused).rejects.toThrow(reason);
  expect(readFileSync(index, "utf8")).toBe(before);
});
