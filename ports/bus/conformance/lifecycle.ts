import { isQuadError } from "@quad/errors";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { Bus } from "../src/bus.ts";
import { type Check, check } from "./check.ts";
import type { Stage } from "./stage.ts";

const NOT_RUNNING = { code: "BUS_NOT_RUNNING", kind: "unavailable" };

/** Everything a bus can be asked that needs it to run. */
const OPERATIONS: Readonly<Record<string, (stage: Stage, bus: Bus) => Promise<unknown>>> = {
  publish: (stage, bus) => bus.publish([stage.message("k", 1)]),
  "publish of nothing": (_stage, bus) => bus.publish([]),
  "subscriber start": (stage, bus) => stage.member(bus, stage.witness()).start(),
  depth: (stage, bus) => bus.depth(stage.group),
  "deadLetters.list": (_stage, bus) => bus.deadLetters.list(),
  "deadLetters.get": (_stage, bus) => bus.deadLetters.get("1"),
  "deadLetters.replay": (_stage, bus) => bus.deadLetters.replay("1"),
  "deadLetters.discard": (_stage, bus) => bus.deadLetters.discard("1"),
};

export const lifecycleChecks: readonly Check[] = [
  ...Object.entries(OPERATIONS).flatMap(([name, operation]) => [
    check(`${name} is refused before start and after stop`, async (stage) => {
      const bus = stage.idleBus();
      await expect(operation(stage, bus)).rejects.toMatchObject(NOT_RUNNING);
      await bus.start();
      await bus.stop();
      await expect(operation(stage, bus)).rejects.toMatchObject(NOT_RUNNING);
    }),
    check(`${name} while the bus starts or stops is served or refused, by name`, async (stage) => {
      const bus = stage.idleBus();
      for (const turn of [() => bus.start(), () => bus.stop()]) {
        const turned = turn();
        const refusal = await operation(stage, bus).then(() => undefined, codeOf);
        await turned;
        expect([undefined, "BUS_NOT_RUNNING", "BUS_DEAD_LETTER_NOT_FOUND"]).toContain(refusal);
      }
    }),
  ]),

  check("a bus may be stopped without a start, twice, and started again", async (stage) => {
    const bus = stage.idleBus();
    await bus.stop();
    await Promise.all([bus.start(), bus.start()]);
    await Promise.all([bus.stop(), bus.stop()]);
    await bus.start();
    const witness = stage.witness();
    await stage.join(bus, witness);
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
  }),

  check("a subscriber may be stopped without a start, twice, and started again", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    const member = stage.member(bus, witness);
    await member.stop();
    await Promise.all([member.start(), member.start()]);
    await Promise.all([member.stop(), member.stop()]);
    await member.start();
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(witness.bodies()).toEqual([1]);
  }),

  check("a subscriber that is not started receives nothing", async (stage) => {
    const bus = await stage.bus();
    const [idle, witness] = [stage.witness(), stage.witness()];
    stage.member(bus, idle);
    await stage.join(bus, witness);
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(idle.begun).toEqual([]);
  }),

  check("a subscriber that comes back goes on where its group was", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    const member = await stage.join(bus, witness);
    await bus.publish(stage.messages("k", 3));
    await witness.hasHandled(3);
    await member.stop();
    await bus.publish([4, 5].map((n) => stage.message("k", n)));
    await stage.depth(bus, { ready: 2 });
    expect(witness.begun).toHaveLength(3);
    await member.start();
    await witness.hasHandled(5);
    expect(witness.bodies()).toEqual([1, 2, 3, 4, 5]);
  }),

  ...(["subscriber", "bus"] as const).map((who) =>
    check(`stopping the ${who} lets a running handler finish, once and for all`, async (stage) => {
      const bus = await stage.bus();
      const finish = signal("the handler may finish");
      const witness = stage.witness(() => finish.within(stage.patienceMs));
      const member = await stage.join(bus, witness);
      await bus.publish(stage.messages("k", 3));
      await witness.hasBegun(1);
      let handledAtStop: number | undefined;
      const stopped = (who === "bus" ? bus : member).stop().then(() => {
        handledAtStop = witness.handled.length;
      });
      setImmediate(() => finish.resolve());
      await stopped;
      expect(handledAtStop).toBe(1);
      await bus.start();
      await member.start();
      await witness.hasHandled(3);
      expect(witness.bodies()).toEqual([1, 2, 3]);
    }),
  ),

  check("a handler that does not end is told to give up when its member stops", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(async (_message, delivery) => {
      if (witness.begun.length > 1) return;
      await new Promise((_resolve, reject) => {
        delivery.signal.addEventListener("abort", () => reject(new Error("told to give up")));
      });
    });
    const member = await stage.join(bus, witness);
    await bus.publish(stage.messages("k", 2));
    await witness.hasBegun(1);
    await member.stop();
    await member.start();
    await witness.hasHandled(2);
    expect(witness.bodies()).toEqual([1, 2]);
    // Being told to give up is no fault of the message.
    expect(witness.attempts).toEqual([1, 1, 1]);
  }),

  check("a member that stops leaves waiting retries to the others", async (stage) => {
    const bus = await stage.bus();
    const leaving = stage.witness(() => {
      throw new Error("not here");
    });
    const staying = stage.witness();
    const retry = { attemptsMax: 5, delayMs: 100, delayMsMax: 100 };
    const member = await stage.join(bus, leaving, { retry });
    await bus.publish(stage.messages("k", 2));
    await leaving.hasBegun(1);
    await member.stop();
    const tried = leaving.begun.length;
    await stage.join(bus, staying, { retry });
    await staying.hasHandled(2);
    expect(staying.attempts).toEqual([tried + 1, 1]);
  }),

  check(
    "messages outlive every instance",
    async (stage) => {
      const first = await stage.bus();
      await first.publish(stage.messages("k", 3));
      await first.stop();
      const second = await stage.bus();
      const witness = stage.witness();
      await stage.join(second, witness);
      await witness.hasHandled(3);
      expect(witness.bodies()).toEqual([1, 2, 3]);
    },
    ["durable", "history"],
  ),
];

function codeOf(error: unknown): string {
  return isQuadError(error) ? error.code : String(error);
}
