import type { Message } from "@quad/bus";
import {
  type DataOf,
  dataschemaOf,
  type Event,
  type EventDefinition,
  keyOf,
} from "@quad/contracts";
import { eventually } from "@quad/testkit";
import type { TestCampus } from "./start-campus.ts";

/** A busy machine takes its time. */
const WITHIN_MS = 20_000;

/** Somebody on the bus, who says what the neighbours would say and hears what the service says. */
export async function bystander(campus: TestCampus, hears: readonly EventDefinition[]) {
  const bus = await campus.platform.port("bus");
  const messages: Message[] = [];
  const group = bus.subscribe({
    group: "bystander",
    topics: hears.map(({ type }) => type),
    handle: async (message) => void messages.push(message),
  });
  await group.start();

  function heard<Definition extends EventDefinition>({ type }: Definition, key: string) {
    return messages
      .filter((message) => message.topic === type && message.key === key)
      .map((message) => (message.body as Event<DataOf<Definition>>).data);
  }

  return {
    /** Everything heard so far of one kind about one key. */
    heard,
    /** Says it again under the same `id` when one is given. */
    async say<Definition extends EventDefinition>(
      definition: Definition,
      data: DataOf<Definition>,
      id: string = crypto.randomUUID(),
    ): Promise<void> {
      const { type } = definition;
      const key = keyOf(definition, data);
      const body: Event = {
        specversion: "1.0",
        id,
        source: `/services/${definition.owner}`,
        type,
        subject: key,
        time: new Date().toISOString(),
        datacontenttype: "application/json",
        dataschema: dataschemaOf(definition),
        data,
      };
      await bus.publish([{ id, topic: type, key, body, headers: {} }]);
    },
    /** Resolves when a service has handled everything that was said to it. */
    idle(service: string) {
      return eventually(() => bus.depth(service), {
        withinMs: WITHIN_MS,
        what: `${service} to be idle`,
        until: (depth) => Object.values(depth).every((count) => count === 0),
      });
    },
    /** The latest of one kind about one key, once there are `count` of them. */
    hear<Definition extends EventDefinition>(definition: Definition, key: string, count = 1) {
      const check = () => {
        const data = heard(definition, key)[count - 1];
        if (data === undefined) throw new Error(`heard ${heard(definition, key).length} times`);
        return data;
      };
      const what = `${definition.type} about ${key}, ${count} times`;
      return eventually(check, { withinMs: WITHIN_MS, what });
    },
  };
}
