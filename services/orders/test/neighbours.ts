import { defineService, type Kit } from "@quad/chassis";
import {
  type AnswerOf,
  refundPayment,
  refundReturn,
  releaseStock,
  reserveStock,
  sellStock,
  takeBackStock,
  takePayment,
} from "@quad/contracts";
import { defineErrors } from "@quad/errors";
import { answeringOf } from "@quad/rpc";

const { ANSWER_LOST } = defineErrors({ ANSWER_LOST: ["unavailable", "The answer is lost."] });

/** Inventory and payments, as far as orders asks them, with what the tests want to know. */
export class Neighbours {
  /** What they were asked, in order. */
  asked: string[] = [];
  /** How often each answer is still to be lost: they do what they are asked, and forget to say. */
  lost: Record<string, number> = {};
  isSoldOut = false;
  /** What they answer to a return. */
  takesBack: AnswerOf<typeof takeBackStock>["outcome"] = "taken-back";
  /** While set, payments takes its time with a refund. */
  refunding: Promise<void> | undefined;

  reset(): void {
    Object.assign(this, { asked: [], lost: {}, isSoldOut: false, takesBack: "taken-back" });
    this.refunding = undefined;
  }

  readonly services = [
    defineService<Kit>({
      name: "inventory",
      summary: "A neighbour for tests.",
      routes: [],
      calls: [
        answering(reserveStock, () => this.#answer("reserve", RESERVED)),
        answering(sellStock, () => this.#answer("sell", this.isSoldOut ? ENDED : SOLD)),
        answering(releaseStock, () => this.#answer("release", { outcome: "released" } as const)),
        answering(takeBackStock, () => this.#answer("take back", { outcome: this.takesBack })),
      ],
    }),
    defineService<Kit>({
      name: "payments",
      summary: "A neighbour for tests.",
      routes: [],
      calls: [
        answering(takePayment, (_, { orderId: paymentId }) =>
          this.#answer("pay", { outcome: "received", paymentId } as const),
        ),
        answering(refundPayment, async (_, { orderId: paymentId }) => {
          await this.refunding;
          return await this.#answer("refund", { outcome: "refunded", paymentId } as const);
        }),
        answering(refundReturn, (_, { orderId: paymentId, amount }) =>
          this.#answer(`refund ${amount.amount}`, { outcome: "refunded", paymentId } as const),
        ),
      ],
    }),
  ];

  async #answer<T>(call: string, value: T): Promise<T> {
    this.asked.push(call);
    const left = this.lost[call] ?? 0;
    this.lost[call] = left - 1;
    if (left > 0) throw ANSWER_LOST();
    return value;
  }
}

const answering = answeringOf<Kit>();
const RESERVED = { outcome: "reserved", expiresAt: "2026-01-01T00:00:00.000Z" } as const;
const SOLD = { outcome: "sold" } as const;
const ENDED = { outcome: "ended" } as const;
