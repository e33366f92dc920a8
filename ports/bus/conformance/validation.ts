import { isQuadError } from "@quad/errors";
import { expect } from "vitest";
import {
  MESSAGE_BYTES_MAX,
  type Message,
  PUBLISH_BATCH_MAX,
  type Subscription,
} from "../src/bus.ts";
import { type Check, check } from "./check.ts";

const BAD_MESSAGES: readonly { readonly what: string; readonly with: Partial<Message> }[] = [
  { what: "an empty id", with: { id: "" } },
  { what: "an id of 121 characters", with: { id: "i".repeat(121) } },
  { what: "an empty key", with: { key: "" } },
  { what: "a key of 121 characters", with: { key: "k".repeat(121) } },
  { what: "a key with the character 0", with: { key: "k\0" } },
  { what: "a key with half a pair of surrogates", with: { key: "k\ud800" } },
  { what: "an empty topic", with: { topic: "" } },
  { what: "a topic of 121 characters", with: { topic: "t".repeat(121) } },
  { what: "a topic with capitals", with: { topic: "Orders.Created" } },
  { what: "a topic with a wildcard", with: { topic: "orders.*" } },
  { what: "a body that is not JSON", with: { body: undefined } },
];

const BAD_SUBSCRIPTIONS: readonly {
  readonly what: string;
  readonly with: Partial<Subscription>;
}[] = [
  { what: "an empty group", with: { group: "" } },
  { what: "a group of 81 characters", with: { group: "g".repeat(81) } },
  { what: "no topic", with: { topics: [] } },
  { what: "a topic with capitals", with: { topics: ["Orders"] } },
  { what: "a concurrency of 0", with: { concurrency: 0 } },
  { what: "half a concurrency", with: { concurrency: 1.5 } },
  { what: "no attempt", with: { retry: { attemptsMax: 0 } } },
  { what: "a negative delay", with: { retry: { delayMs: -1 } } },
  { what: "a first delay above the largest", with: { retry: { delayMs: 2, delayMsMax: 1 } } },
];

export const validationChecks: readonly Check[] = [
  ...BAD_MESSAGES.map(({ what, with: fault }) =>
    refused(`a message with ${what} is refused`, "BUS_MESSAGE_INVALID", (good) => [
      ...good,
      { ...(good[0] as Message), id: "bad", ...fault },
    ]),
  ),

  refused("a message above the size limit is refused", "BUS_MESSAGE_TOO_LARGE", (good) => [
    ...good,
    { ...(good[0] as Message), body: "x".repeat(MESSAGE_BYTES_MAX) },
  ]),

  refused("a batch above the limit is refused", "BUS_BATCH_TOO_LARGE", (good) =>
    Array.from({ length: PUBLISH_BATCH_MAX + 1 }, (_, n) => ({
      ...(good[0] as Message),
      id: `${good[0]?.id}-${n}`,
    })),
  ),

  check("a message of just the largest size arrives, counted in bytes of JSON", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    const around = Buffer.byteLength(JSON.stringify(stage.message("k", 1, { body: "" })));
    const body = `${"é".repeat(1_000)}${"x".repeat(MESSAGE_BYTES_MAX - around - 2_000)}`;
    await expect(bus.publish([stage.message("k", 1, { body: `${body}x` })])).rejects.toMatchObject({
      code: "BUS_MESSAGE_TOO_LARGE",
      kind: "too-large",
    });
    await bus.publish([stage.message("k", 1, { body })]);
    await witness.hasHandled(1);
    expect(witness.bodies()).toEqual([body]);
  }),

  check("ids, keys and topics may be as long as the limits say", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    const topic = `${stage.topic}.`.padEnd(120, "t");
    const group = stage.group.padEnd(80, "g");
    await stage.join(bus, witness, { topics: [topic], group });
    const key = stage.key("ключ").padEnd(120, "k");
    const sent = stage.message("k", 1, { id: stage.key("i").padEnd(120, "i"), topic, key });
    await bus.publish([sent]);
    await witness.hasHandled(1);
    expect(witness.handled.map(({ message }) => message)).toEqual([sent]);
  }),

  ...BAD_SUBSCRIPTIONS.map(({ what, with: fault }) =>
    check(`a subscription with ${what} is refused`, async (stage) => {
      const bus = await stage.bus();
      const subscribe = () => stage.member(bus, stage.witness(), fault);
      expect(codeOf(subscribe)).toBe("BUS_SUBSCRIPTION_INVALID");
    }),
  ),
];

/** A batch that is refused, after which nothing of it arrives. */
function refused(name: string, code: string, spoil: (good: Message[]) => Message[]): Check {
  return check(`${name}, and nothing of its batch arrives`, async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    const batch = spoil(stage.messages("k", 3));
    await expect(bus.publish(batch)).rejects.toMatchObject({ code });
    await bus.publish([stage.message("k", 4)]);
    await witness.until("the message after it", () => witness.bodies().includes(4));
    expect(witness.bodies()).toEqual([4]);
  });
}

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    if (isQuadError(error)) return error.code;
    throw error;
  }
  return undefined;
}
