import type { EventStore } from "@quad/event-store";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { type MemberOptions, upTo } from "./observed-subscription.ts";

/** What subscriptions promise that are given to one `subscribe`. */
export const jointSubscriptions: readonly EventStoreCheck[] = [
  {
    name: "each of them handles all history in order, and has a checkpoint of its own",
    async run(stage) {
      const store: EventStore = await stage.started();
      const [one, other] = [stage.subscription(), stage.subscription()];
      const stream = newStream();
      await store.append(stream, numbered(3), { expected: 0 });
      const alone = await one.join(store);
      await one.untilHandled(3);
      await alone.stop();
      const member = store.subscribe(one.observed(), other.observed({ batchMax: 2 }));
      await member.start();
      await store.append(stream, numbered(2), { expected: 3 });
      await Promise.all([one.untilHandled(5), other.untilHandled(5)]);
      expect(one.positions).toEqual(upTo(5));
      expect(other.positions).toEqual(upTo(5));
      await member.stop();
      for (const { name } of [one, other]) {
        expect(await store.progress(name)).toEqual({ position: 5, head: 5 });
      }
    },
  },
  {
    name: "one whose handler rejects holds up no other, and misses nothing",
    async run(stage) {
      const store: EventStore = await stage.started();
      const [sound, broken] = [stage.subscription(), stage.subscription()];
      const untilAtHead = ({ name }: { name: string }) =>
        stage.until(
          `${name} is at the head`,
          () => store.progress(name),
          ({ position, head }) => position === head,
        );
      const stream = newStream();
      let isBroken = true;
      const handle = () => {
        if (isBroken) throw new Error("not yet");
      };
      await store.append(stream, numbered(3), { expected: 0 });
      await store.subscribe(sound.observed(), broken.observed({ handle })).start();
      await untilAtHead(sound);
      await store.append(stream, numbered(1), { expected: 3 });
      await untilAtHead(sound);
      expect(await store.progress(broken.name)).toEqual({ position: 0, head: 4 });
      isBroken = false;
      await untilAtHead(broken);
      expect(broken.positions).toEqual(upTo(4));
    },
  },
  {
    name: "what each writes in the transaction they share happens exactly once",
    needs: "transactions",
    async run(stage) {
      const store: EventStore = await stage.started();
      const { service } = stage;
      const [sound, broken] = [stage.subscription(), stage.subscription()];
      let failures = 0;
      const noting = (who: string): MemberOptions => ({
        batchMax: 2,
        async handle(events, { transaction }) {
          for (const { position } of events) await service.note(transaction, `${who} ${position}`);
          if (who === "broken" && failures++ < 2) throw new Error("after all was written");
        },
      });
      await store.append(newStream(), numbered(5), { expected: 0 });
      const given = [sound.observed(noting("sound")), broken.observed(noting("broken"))];
      await store.subscribe(...given).start();
      for (const { name } of [sound, broken]) {
        const isDone = ({ position }: { position: number }) => position === 5;
        await stage.until(`${name} is done`, () => store.progress(name), isDone);
      }
      await store.stop();
      const expected = upTo(5).flatMap((position) => [`broken ${position}`, `sound ${position}`]);
      expect((await service.notes()).toSorted()).toEqual(expected.toSorted());
    },
  },
];
