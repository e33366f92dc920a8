import type { Bus, Message } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import { seededRandom } from "@quad/testkit";
import { expect } from "vitest";
import type { BusCheck, BusStage } from "./bus-stage.ts";
import { expectKeyOrder, idsByKey, idsOf } from "./key-order.ts";

/** Handlers take their time. */
const work = systemClock.sleep;

export const faultChecks: readonly BusCheck[] = [
  {
    name: "an instance killed in a handler: another takes over, the key stays in order",
    needs: "kill",
    async run(stage) {
      const [doomed, heir] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const messages = stage.messages(6);
      const [zombie, inherited] = [stage.gate(), stage.gate()];
      await group.join(doomed, { handle: () => zombie.opened });
      await heir.publish(messages);
      await group.untilOffered(1);
      await stage.kill(doomed);
      const marker = { key: stage.key("marker") };
      const handle = ({ key }: Message) => (key === marker.key ? undefined : inherited.opened);
      await group.join(heir, { handle });
      await group.until("the heir has it", () => group.inHand.length === 1);
      // Only paused, not dead after all: what it finishes now must move nothing.
      zombie.open();
      await group.until("the zombie is done", () => group.offers[0]?.endedAt !== undefined);
      const markers = [stage.message(marker), stage.message(marker), stage.message(marker)];
      for (const each of markers) {
        await heir.publish([each]);
        await group.untilHandled([each]);
      }
      inherited.open();
      await group.untilHandled(messages);
      expectKeyOrder(group, [...messages, ...markers]);
    },
  },
  {
    name: "instances killed under load: nothing is lost, each key stays in order",
    needs: "kill",
    async run(stage) {
      const publisher = await stage.started();
      const group = stage.group();
      const random = seededRandom(7);
      const join = async () => {
        const bus = await stage.started();
        await group.join(bus, { handle: () => work(random() * 3) });
        return bus;
      };
      const doomed = [await join(), await join()];
      const messages = stage.messages(900, { keys: 45 });
      for (let at = 0; at < messages.length; at += 90) {
        await publisher.publish(messages.slice(at, at + 90));
      }
      for (const [at, bus] of doomed.entries()) {
        await group.until("some are handled", () => group.handled.length >= 200 * (at + 1));
        await stage.kill(bus);
        await join();
      }
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "a message that was published survives the death of its publisher",
    needs: "kill",
    async run(stage) {
      const [publisher, consumer] = [await stage.started(), await stage.started()];
      const group = stage.group();
      await (await group.join(consumer)).stop();
      const messages = stage.messages(20, { keys: 4 });
      await publisher.publish(messages);
      await stage.kill(publisher);
      await group.join(consumer);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "a cut in a handler: the message is not lost, and whoever lost it is told",
    needs: "sever",
    async run(stage) {
      const group = stage.group();
      const gate = stage.gate();
      for (const bus of [await stage.started(), await stage.started()]) {
        await group.join(bus, { handle: () => gate.opened });
      }
      const publisher = await stage.started();
      const messages = stage.messages(3);
      await publisher.publish(messages);
      await group.untilOffered(1);
      await stage.cut();
      const marker = stage.message({ key: stage.key("marker") });
      await publishUntilDone(stage, publisher, [marker]);
      await group.until("work goes on", () =>
        group.inHand.some(({ message }) => message.id === marker.id),
      );
      const [first] = group.offers;
      const again = group.inHand.filter(({ message }) => message.id === messages[0]?.id);
      if (again.length > 1) {
        await stage.until(
          "the first handler is told that the message is no longer its own",
          () => first?.delivery.signal.aborted,
          Boolean,
        );
      }
      gate.open();
      await group.untilHandled([...messages, marker]);
      expect(idsByKey(group.handled)).toEqual(idsByKey([...messages, marker]));
    },
  },
  {
    name: "cuts under load: publishing again is enough, nothing is lost, each key in order",
    needs: "sever",
    async run(stage) {
      const publisher = await stage.started();
      const group = stage.group();
      const random = seededRandom(8);
      for (const bus of [await stage.started(), await stage.started()]) {
        await group.join(bus, { handle: () => work(random() * 3) });
      }
      const messages = stage.messages(400, { keys: 20 });
      const publishing = (async () => {
        for (let at = 0; at < messages.length; at += 20) {
          await publishUntilDone(stage, publisher, messages.slice(at, at + 20));
        }
      })();
      for (const handled of [30, 120, 240]) {
        await group.until("some are handled", () => group.handled.length >= handled);
        await stage.cut();
      }
      await publishing;
      await group.untilHandled(messages);
      expect(idsByKey(group.handled)).toEqual(idsByKey(messages));
    },
  },
  {
    name: "a publish that is cut has published all or nothing",
    needs: "sever",
    async run(stage) {
      const publisher = await stage.started();
      const group = stage.group();
      await group.join(await stage.started());
      const cutBatches: Message[][] = [];
      for (let round = 0; round < 5; round += 1) {
        const batch = stage.messages(500, { keys: 25 });
        cutBatches.push(batch);
        const publishing = publisher.publish(batch).catch(mustBeUnavailable);
        await stage.cut();
        await stage.within(publishing, "a publish that was cut comes to an end");
      }
      const markers = stage.messages(25, { keys: 25 });
      await publishUntilDone(stage, publisher, markers);
      await group.untilHandled(markers);
      const received = new Set(idsOf(group.handled));
      for (const batch of cutBatches) {
        expect([0, batch.length]).toContain(batch.filter(({ id }) => received.has(id)).length);
      }
    },
  },
];

/** What every publisher has to do when the outcome is unknown. */
async function publishUntilDone(
  stage: BusStage,
  bus: Bus,
  batch: readonly Message[],
): Promise<void> {
  const attempt = () => bus.publish(batch).then(() => true, mustBeUnavailable);
  await stage.until("the batch is published", attempt, Boolean);
}

function mustBeUnavailable(error: unknown): false {
  if (isQuadError(error, "BUS_UNAVAILABLE")) return false;
  throw error;
}
