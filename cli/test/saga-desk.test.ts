import { pathToFileURL } from "node:url";
import { defineService, type SagaKit } from "@quad/chassis";
import { startCampus } from "@quad/chassis/testing";
import { defineSaga, refusal } from "@quad/saga";
import { eventually, temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { sagaDesk } from "../src/saga-desk.ts";

const PATIENCE_MS = 20_000;
const migrations = pathToFileURL(`${temporaryFolder()}/`);
const once = { attemptsMax: 1, delayMs: 1, delayMsMax: 1 };

interface Trip {
  readonly card: string;
}

/** What went wrong outside may be mended meanwhile. */
interface World {
  isBankAway: boolean;
  isShelfStuck: boolean;
}

/** A service whose sagas park when the card is `unclear`, and turn back when it is `empty`. */
function travelService(name: string, world: World, kits: Map<string, SagaKit<object>>) {
  const trip = defineSaga<Trip>({ name: "trip", version: 1 })
    .step({
      name: "reserve",
      retry: once,
      action: async () => "seat 7",
      async compensate() {
        if (world.isShelfStuck) throw new Error("the shelf is stuck");
      },
    })
    .step({
      name: "pay",
      retry: once,
      async action({ input: { card } }) {
        if (card === "empty") throw refusal("the card is empty");
        if (card === "unclear" && world.isBankAway) throw new Error("the bank hung up");
        return "paid";
      },
    })
    .step({ name: "confirm", action: async ({ results }) => results.pay });
  const service = defineService<SagaKit<object>>({
    ...{ name, summary: "Travels.", migrations, routes: [], sagas: () => [trip] },
    prepare: async (kit) => void kits.set(name, kit),
  });
  return { trip, service };
}

async function openDesk() {
  const world: World = { isBankAway: true, isShelfStuck: true };
  const kits = new Map<string, SagaKit<object>>();
  const [rail, coach] = [travelService("rail", world, kits), travelService("coach", world, kits)];
  const quiet = defineService({ name: "quiet", summary: "Has none.", routes: [] });
  const services = [rail.service, coach.service, quiet];
  const campus = await startCampus({ services });
  const { platform } = campus;
  const printed: string[] = [];
  const print = (text: string) => void printed.push(text);
  const desk = sagaDesk({ services, platform, environment: {}, print });
  /** What was printed since the last look, with single spaces. */
  const said = () => printed.splice(0).join("").replaceAll(/\s+/g, " ");
  const kitOf = (name: string) => {
    const kit = kits.get(name);
    if (!kit) throw new TypeError(`${name} does not run.`);
    return kit;
  };
  return {
    ...{ world, desk, said, kitOf },
    async show(id: string, service?: string) {
      await desk.show(id, service);
      return said();
    },
    /** Resolves when it has come to rest. */
    async begin(of: string, id: string, card: string) {
      const { sagas } = kitOf(of);
      await sagas.begin(rail.trip, id, { card });
      await sagas.wait(id);
    },
    rest: (of: string, id: string) =>
      eventually(async () => (await kitOf(of).sagas.get(id))?.status, {
        ...{ withinMs: PATIENCE_MS, what: `${id} has ended` },
        until: (status) => status === "done" || status === "compensated",
      }),
    [Symbol.asyncDispose]: () => campus[Symbol.asyncDispose](),
  };
}

test("lists the sagas of all services, or of one, or of one status", async () => {
  await using place = await openDesk();
  const { desk, said, begin } = place;
  await desk.list({});
  expect(said()).toBe("There are no such sagas. ");
  await begin("rail", "r-1", "full");
  await begin("coach", "c-1", "unclear");
  await desk.list({});
  const all = said();
  expect(all).toContain("rail │ r-1 │ trip 1 │ done");
  expect(all).toContain("coach │ c-1 │ trip 1 │ parked │ pay");
  expect(all).toContain("the bank hung up");
  await desk.list({ status: "parked" });
  expect(said()).not.toContain("r-1");
  await desk.list({ service: "rail" });
  expect(said()).not.toContain("c-1");
  await desk.list({ after: "c-1" });
  expect(said()).not.toContain("c-1");
});

test("shows in plain words what a saga waits for; a retry sets it going", async () => {
  await using place = await openDesk();
  const { desk, said, show, begin, rest, world } = place;
  await begin("rail", "r-1", "unclear");
  const shown = await show("r-1");
  expect(shown).toContain("saga trip 1 of rail");
  expect(shown).toContain("status parked: waits for a person");
  expect(shown).toContain("reserve │ done");
  expect(shown).toContain("pay │ may have happened; nobody knows │ 1 failed");
  expect(shown).toContain("./quad sagas retry r-1");
  expect(shown).toContain("./quad sagas settle r-1 --step pay --as done|undone");
  world.isBankAway = false;
  await desk.retry("r-1");
  expect(said()).toBe("r-1 is tried again by rail. ");
  expect(await rest("rail", "r-1")).toBe("done");
  expect(await show("r-1")).not.toContain("retry");
});

test("settles a step as done, with its result, or as undone", async () => {
  await using place = await openDesk();
  const { desk, said, show, begin, rest, world } = place;
  await begin("rail", "happened", "unclear");
  await begin("rail", "did-not", "unclear");
  await desk.settle("happened", { as: "done", result: '{"receipt":7}', note: "by phone" });
  const settled = said();
  expect(await rest("rail", "happened")).toBe("done");
  expect(settled).toBe("pay of happened is settled as done; rail goes on from there. ");
  expect(await show("happened")).toContain("by phone");

  await desk.settle("did-not", { as: "undone" });
  const owed = await eventually(() => show("did-not"), {
    ...{ withinMs: PATIENCE_MS, what: "it cannot be undone" },
    until: (text) => text.includes("could not be undone yet"),
  });
  expect(owed).toContain("the shelf is stuck");
  expect(owed).toContain("./quad sagas settle did-not --step reserve --as undone");
  world.isShelfStuck = false;
  await desk.settle("did-not", { as: "undone" });
  expect(await rest("rail", "did-not")).toBe("compensated");
});

test("refuses what does not fit, says what to do, and changes nothing", async () => {
  await using place = await openDesk();
  const { desk, show, begin, rest } = place;
  await begin("rail", "both", "unclear");
  await begin("coach", "both", "unclear");
  await begin("rail", "ended", "full");
  await begin("rail", "owed", "empty");
  const before = await show("both", "rail");
  const refusals: readonly (readonly [() => Promise<void>, string])[] = [
    [() => desk.show("none"), "There is no saga none (asked: rail, coach). Those there are: "],
    [() => desk.retry("both"), "There is a saga both in each of rail, coach: say which"],
    [() => desk.list({ service: "plane" }), "There is no service plane: known are rail, coach"],
    [() => desk.list({ service: "quiet" }), "quiet has no sagas."],
    [() => desk.retry("ended"), "Saga ended is not parked"],
    [() => desk.settle("ended", { as: "undone" }), "Saga ended is not parked"],
    [() => desk.settle("both", { as: "done", step: "reserve" }, "rail"), "Those that do: pay."],
    [() => desk.settle("both", { as: "done", result: "{" }, "rail"), "The result is not JSON"],
    [() => desk.settle("owed", { as: "done" }), "--as undone says that nothing is left of it"],
  ];
  for (const [refused, message] of refusals) await expect(refused()).rejects.toThrow(message);
  expect(await show("both", "rail")).toBe(before);
  await desk.settle("both", { as: "done" }, "rail");
  expect(await rest("rail", "both")).toBe("done");
  expect(await show("both", "coach")).toContain("status parked");
});
