import { randomUUID } from "node:crypto";

const AMOUNT_MAX = 99_999_999;
const MS_PER_SECOND = 1_000;

/** What an endpoint answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The endpoint never began: such an answer is not kept under the idempotency key. */
  readonly unsaved?: boolean;
}

export type Metadata = Record<string, string>;
type Emit = (type: string, object: unknown) => void;

interface Intent {
  id: string;
  status: string;
  amount: number;
  currency: string;
  metadata: Metadata;
  transfer_group: string;
  last_payment_error: { code: string } | null;
}

interface Charge {
  id: string;
  status: "succeeded" | "pending" | "failed";
  payment_intent: string;
  amount: number;
  amount_refunded: number;
  currency: string;
  created: number;
  failure_code: string | null;
  metadata: Metadata;
  transfer_group: string;
}

interface Refund {
  id: string;
  status: string;
  amount: number;
  currency: string;
  created: number;
  payment_intent: string;
  metadata: Metadata;
}

/** Test cards: the first four are Stripe's own names; nobody's card is ever only `processing`. */
const CARDS: Readonly<Record<string, { status: string; code?: string; charged: boolean }>> = {
  pm_card_visa: { status: "succeeded", charged: true },
  pm_card_chargeDeclined: {
    status: "requires_payment_method",
    code: "card_declined",
    charged: true,
  },
  pm_card_chargeDeclinedExpiredCard: {
    status: "requires_payment_method",
    code: "expired_card",
    charged: true,
  },
  pm_card_authenticationRequired: {
    status: "requires_payment_method",
    code: "authentication_required",
    charged: false,
  },
  pm_slow: { status: "processing", charged: true },
};

/** The books behind the server: payment intents, charges, refunds; and who hears of them. */
export function stripeLedger(emit: Emit) {
  const intents: Intent[] = [];
  const charges: Charge[] = [];
  const refunds: Refund[] = [];
  const now = () => Math.floor(Date.now() / MS_PER_SECOND);

  function book(intent: Intent, code: string | undefined): void {
    const { id: paymentIntent, amount, currency, metadata, transfer_group } = intent;
    const decided = code ? "failed" : "succeeded";
    const status = intent.status === "processing" ? "pending" : decided;
    const charge: Charge = {
      id: `ch_${randomUUID()}`,
      status,
      payment_intent: paymentIntent,
      amount,
      amount_refunded: 0,
      currency,
      created: now(),
      failure_code: code ?? null,
      metadata,
      transfer_group,
    };
    charges.unshift(charge);
    if (status !== "pending") emit(`charge.${status}`, charge);
  }

  function pay(form: URLSearchParams): Answer {
    const amount = Number(form.get("amount"));
    if (!(amount > 0 && amount <= AMOUNT_MAX)) return invalid("Invalid amount", "amount");
    const method = textOf(form, "payment_method");
    const card = CARDS[method];
    if (!card) return invalid(`No such PaymentMethod: '${method}'`, "payment_method");
    const intent: Intent = {
      id: `pi_${randomUUID()}`,
      status: card.status,
      amount,
      currency: textOf(form, "currency"),
      metadata: metadataOf(form),
      transfer_group: textOf(form, "transfer_group"),
      last_payment_error: card.code ? { code: card.code } : null,
    };
    intents.push(intent);
    if (card.charged) book(intent, card.code);
    if (card.code) return decline(intent, card.code);
    if (card.status === "succeeded") emit("payment_intent.succeeded", structuredClone(intent));
    return { status: 200, body: intent };
  }

  function decline(intent: Intent, code: string): Answer {
    emit("payment_intent.payment_failed", structuredClone(intent));
    const error = { type: "card_error", code, message: "Your card was declined." };
    return { status: 402, body: { error: { ...error, decline_code: "stolen_card" } } };
  }

  function refund(form: URLSearchParams): Answer {
    const charge = charges.find(
      ({ payment_intent, status }) =>
        payment_intent === form.get("payment_intent") && status === "succeeded",
    );
    if (!charge) return invalid("No such payment_intent", "payment_intent");
    const left = charge.amount - charge.amount_refunded;
    if (left === 0) return refusal({ code: "charge_already_refunded" });
    const amount = Number(form.get("amount") ?? left);
    if (amount > left) return refusal({ param: "amount" });
    charge.amount_refunded += amount;
    const made: Refund = {
      id: `re_${randomUUID()}`,
      status: "succeeded",
      amount,
      currency: charge.currency,
      created: now(),
      payment_intent: charge.payment_intent,
      metadata: metadataOf(form),
    };
    refunds.unshift(made);
    emit("charge.refunded", charge);
    emit("refund.created", structuredClone(made));
    return { status: 200, body: made };
  }

  return {
    charges,
    refunds,
    pay,
    refund,
    intent: (id: string) => intents.find((intent) => intent.id === id),
    /** What became of the last refund in the end. */
    turn(status: string, reason: string): void {
      const [last] = refunds;
      if (!last) throw new TypeError("Nothing was refunded.");
      Object.assign(last, { status, failure_reason: reason });
      emit(status === "failed" ? "refund.failed" : "refund.updated", last);
    },
    /** Decides a payment that is processing. */
    settle(code?: string): void {
      const charge = charges.find(({ status }) => status === "pending");
      const intent = intents.find(({ id }) => id === charge?.payment_intent);
      if (!charge || !intent) throw new TypeError("Nothing is processing.");
      charge.status = code ? "failed" : "succeeded";
      charge.failure_code = code ?? null;
      intent.status = code ? "requires_payment_method" : "succeeded";
      intent.last_payment_error = code ? { code } : null;
      emit(code ? "payment_intent.payment_failed" : "payment_intent.succeeded", intent);
    },
  };
}

export function refusal(details: { code?: string; param?: string; type?: string }): Answer {
  const error = { type: "invalid_request_error", message: "refused", ...details };
  return { status: 400, body: { error } };
}

function invalid(message: string, param: string): Answer {
  const error = { type: "invalid_request_error", message, param };
  return { status: 400, body: { error }, unsaved: true };
}

function textOf(form: URLSearchParams, name: string): string {
  return form.get(name) ?? "";
}

function metadataOf(form: URLSearchParams): Metadata {
  const metadata: Metadata = {};
  for (const [name, value] of form) {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    if (key) metadata[key] = value;
  }
  return metadata;
}
