import { describe, expect, test } from "vitest";
import { type Command, possible } from "../src/domain/decide-order.ts";
import { evolve } from "../src/domain/order.ts";
import {
  ALL,
  cancellationAsked,
  cancelled,
  confirmed,
  created,
  declined,
  delivered,
  EMMA,
  HISTORIES,
  MOBY,
  moneyBack,
  ONE_EMMA,
  paid,
  place,
  refunded,
  released,
  reserved,
  returnAsked,
  returnRefunded,
  returnRefused,
  shipped,
  soldOut,
  TOTAL,
  takenBack,
  told,
} from "./order-samples.ts";
import { given, orderAfter, outcomeOf } from "./order-spec.ts";

const back = { type: "take-back", returnId: "r1" } as const;
const refund = { type: "refund-return", returnId: "r1", paymentId: "p" } as const;
const refuse = { type: "refuse-return", returnId: "r1", reason: "exceeds_order" } as const;
const askReturn = (returnId: string, items: { bookId: string; quantity: number }[]) =>
  ({ type: "ask-return", returnId, items }) as const;

describe("an order", () => {
  test("is created once", () => {
    given().when(place).then(created);
    given(created).when(place).nothing();
  });

  test("that is not there can do nothing", () => {
    expect(() => outcomeOf(null, { type: "confirm" })).toThrow(TypeError);
    expect(() => evolve(null, confirmed)).toThrow(TypeError);
  });

  test("keeps what others say, once", () => {
    given(created).when({ type: "note", fact: reserved }).then(reserved);
    given(created, reserved).when({ type: "note", fact: reserved }).nothing();
    given(...HISTORIES.shipped)
      .when({ type: "hear", fact: released })
      .then(released);
    const news = told("order_shipped");
    given(...HISTORIES.shipped, told("order_confirmed"))
      .when({ type: "hear", fact: news })
      .then(news);
    given(...HISTORIES.shipped, news)
      .when({ type: "hear", fact: news })
      .nothing();
  });
});

describe("the checkout", () => {
  test("where nobody directs, the decisive fact and what follows are one", () => {
    given(created).when({ type: "hear", fact: reserved }).then(reserved);
    given(created, reserved).when({ type: "hear", fact: paid }).then(paid, confirmed);
    given(created).when({ type: "hear", fact: soldOut }).then(soldOut, cancelled("out_of_stock"));
    given(created, reserved)
      .when({ type: "hear", fact: declined })
      .then(declined, cancelled("payment_declined"));
  });

  test("does not take too little money for enough", () => {
    const data = { paymentId: "p", amount: { ...TOTAL, amount: TOTAL.amount - 1 } };
    const fact = { ...paid, data } as typeof paid;
    given(created).when({ type: "hear", fact }).then(fact);
    given(created, fact).when({ type: "confirm" }).refused("ORDER_NOT_PAID");
    const inEuro = { paymentId: "p", amount: { ...TOTAL, currency: "EUR" } };
    const foreign = { ...paid, data: inEuro } as typeof paid;
    given(created).when({ type: "hear", fact: foreign }).then(foreign);
  });

  test("where a saga directs, it confirms what is paid and gives up what is not", () => {
    given(created, reserved).when({ type: "note", fact: paid }).then(paid);
    given(created, reserved, paid).when({ type: "confirm" }).then(confirmed);
    given(created, declined).when({ type: "give-up" }).then(cancelled("payment_declined"));
    given(created, reserved, paid, soldOut, refunded, released)
      .when({ type: "give-up" })
      .then(cancelled("out_of_stock"));
    given(created, reserved, cancellationAsked, released)
      .when({ type: "give-up" })
      .then(cancelled("customer"));
    given(created, cancellationAsked, soldOut)
      .when({ type: "give-up" })
      .then(cancelled("out_of_stock"));
  });

  test("never ends without the money: not confirmed unpaid, not cancelled unrefunded", () => {
    given(created, reserved).when({ type: "confirm" }).refused("ORDER_NOT_PAID");
    given(created, paid, refunded).when({ type: "confirm" }).refused("ORDER_NOT_PAID");
    given(created, paid).when({ type: "give-up" }).refused("ORDER_NOT_REFUNDED");
    given(created, paid).when({ type: "hear", fact: soldOut }).then(soldOut);
  });

  test("gives back what was taken, and nothing else", () => {
    given(created, paid).when({ type: "note", fact: moneyBack }).then(refunded);
    given(created).when({ type: "note", fact: moneyBack }).nothing();
    given(...HISTORIES.confirmed)
      .when({ type: "note", fact: moneyBack })
      .nothing();
    given(...HISTORIES.shipped)
      .when({ type: "note", fact: moneyBack })
      .nothing();
  });
});

describe("a cancellation by the customer", () => {
  const finish = { type: "finish-cancellation" } as const;

  test("is asked for until the order is shipped, and asked again changes nothing", () => {
    const ask = { type: "ask-cancellation" } as const;
    given(created).when(ask).then(cancellationAsked);
    given(...HISTORIES.confirmed)
      .when(ask)
      .then(cancellationAsked);
    given(...HISTORIES["confirmed, to be cancelled"])
      .when(ask)
      .nothing();
    given(...HISTORIES["cancelled by the customer"])
      .when(ask)
      .nothing();
    for (const state of ["shipped", "delivered", "returned", "cancelled by the shop"] as const) {
      given(...HISTORIES[state])
        .when(ask)
        .refused("ORDER_NOT_CANCELLABLE");
    }
  });

  test("comes true when the money is back", () => {
    given(...HISTORIES["confirmed, refunded"])
      .when(finish)
      .then(cancelled("customer"));
    given(...HISTORIES["confirmed, to be cancelled"])
      .when(finish)
      .refused("ORDER_NOT_REFUNDED");
    given(...HISTORIES.confirmed)
      .when(finish)
      .nothing();
  });

  test("of a pending order keeps it from being confirmed, and its money comes back", () => {
    given(created, cancellationAsked).when({ type: "hear", fact: paid }).then(paid);
    given(created, cancellationAsked, paid).when(finish).refused("ORDER_NOT_REFUNDED");
    given(created, cancellationAsked, paid, refunded).when(finish).then(cancelled("customer"));
    given(created, cancellationAsked)
      .when({ type: "hear", fact: soldOut })
      .then(soldOut, cancelled("out_of_stock"));
    given(created, cancellationAsked).when(finish).nothing();
  });

  test("holds the parcel back", () => {
    given(...HISTORIES["confirmed, to be cancelled"])
      .when({ type: "ship", carrier: "Post" })
      .refused("ORDER_NOT_SHIPPABLE");
  });
});

describe("a return", () => {
  test("is of some copies or all, for what they cost", () => {
    given(...HISTORIES.delivered)
      .when(askReturn("r1", ONE_EMMA))
      .then(returnAsked("r1"));
    given(...HISTORIES.delivered)
      .when(askReturn("r1", ALL))
      .then(returnAsked("r1", ALL, TOTAL.amount));
    given(...HISTORIES["a return asked"])
      .when(askReturn("r1", ONE_EMMA))
      .nothing();
  });

  test.each([
    ["more than was bought", [{ bookId: EMMA, quantity: 3 }], "RETURN_EXCEEDS_ORDER"],
    ["a book of another order", [{ bookId: "other", quantity: 1 }], "RETURN_EXCEEDS_ORDER"],
    ["one book twice", [...ONE_EMMA, ...ONE_EMMA], "BOOK_REPEATED"],
  ])("of %s is refused", (_, items, code) => {
    given(...HISTORIES.delivered)
      .when(askReturn("r1", items))
      .refused(code);
  });

  test("counts what was asked for before, unless that was refused", () => {
    const two = [{ bookId: EMMA, quantity: 2 }];
    given(...HISTORIES["a return asked"])
      .when(askReturn("r2", two))
      .refused("RETURN_EXCEEDS_ORDER");
    given(...HISTORIES["a return asked"], returnRefused("r1"))
      .when(askReturn("r2", two))
      .then(returnAsked("r2", two, 1900));
  });

  test("goes from asked to taken back to refunded, each once", () => {
    given(...HISTORIES["a return asked"])
      .when(back)
      .then(takenBack("r1"));
    given(...HISTORIES["a return taken back"])
      .when(back)
      .nothing();
    given(...HISTORIES["a return taken back"])
      .when(refund)
      .then(returnRefunded("r1"));
    given(...HISTORIES["a return asked"])
      .when(refund)
      .nothing();
    given(...HISTORIES["a return taken back"])
      .when(refuse)
      .nothing();
  });

  test("of the last copies is complete", () => {
    const rest = [
      { bookId: EMMA, quantity: 1 },
      { bookId: MOBY, quantity: 1 },
    ];
    const all = [...HISTORIES["a return taken back"], returnAsked("r2", rest, 2750)];
    given(...all)
      .when(refund)
      .then(returnRefunded("r1"));
    given(...all, returnRefunded("r1"), takenBack("r2", rest))
      .when({ ...refund, returnId: "r2" })
      .then(returnRefunded("r2", { items: rest, amount: 2750, complete: true }));
  });
});

/** What comes of each command in each state: `-` is nothing, as when it was done before. */
const OUTCOMES: Record<keyof typeof HISTORIES, string> = {
  pending: "ORDER_NOT_PAID cancelled asked - NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  paid: "confirmed ORDER_NOT_REFUNDED asked - NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  "pending, to be cancelled":
    "ORDER_NOT_PAID cancelled - - NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  confirmed: "- - asked - shipped NOT_DELIVERABLE NOT_RETURNABLE",
  "confirmed, to be cancelled":
    "- - - ORDER_NOT_REFUNDED NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  "confirmed, refunded": "- - - cancelled NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  shipped: "- - NOT_CANCELLABLE - - delivered NOT_RETURNABLE",
  delivered: "- - NOT_CANCELLABLE - NOT_SHIPPABLE - return",
  "a return asked": "- - NOT_CANCELLABLE - NOT_SHIPPABLE - return",
  "a return taken back": "- - NOT_CANCELLABLE - NOT_SHIPPABLE - return",
  returned: "- - NOT_CANCELLABLE - NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  "cancelled by the shop": "- - NOT_CANCELLABLE - NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
  "cancelled by the customer": "- - - - NOT_SHIPPABLE NOT_DELIVERABLE NOT_RETURNABLE",
};

const COMMANDS: Command[] = [
  { type: "confirm" },
  { type: "give-up" },
  { type: "ask-cancellation" },
  { type: "finish-cancellation" },
  { type: "ship", carrier: "Post" },
  { type: "deliver" },
  askReturn("r9", ONE_EMMA),
];

const SHORT: Readonly<Record<string, string>> = {
  "": "-",
  "orders.order-confirmed": "confirmed",
  "orders.order-cancelled": "cancelled",
  "orders.cancellation-asked": "asked",
  "orders.order-shipped": "shipped",
  "orders.order-delivered": "delivered",
  "orders.return-asked": "return",
};

describe.each(Object.entries(HISTORIES))("an order that is %s", (state, history) => {
  const order = orderAfter(history);

  test("answers every command", () => {
    const outcomes = COMMANDS.map((command) => {
      const outcome = outcomeOf(order, command);
      return (
        SHORT[outcome] ??
        outcome.replace("ORDER_NOT_", "NOT_").replace(/^NOT_(PAID|REFUNDED)/, "ORDER_$&")
      );
    });
    expect(outcomes.join(" ")).toBe(OUTCOMES[state as keyof typeof HISTORIES]);
  });

  test("says what is possible, and that is so", () => {
    if (!order) throw new Error("no order");
    const tries = {
      cancel: { type: "ask-cancellation" },
      ship: { type: "ship", carrier: "Another" },
      deliver: { type: "deliver" },
      return: askReturn("r9", ONE_EMMA),
    } as const;
    const names = Object.keys(tries) as (keyof typeof tries)[];
    const works = names.filter((name) => /^orders\./.test(outcomeOf(order, tries[name])));
    expect(possible(order)).toEqual(works);
  });
});

test("the samples lead where they say", () => {
  for (const [state, history] of Object.entries(HISTORIES)) {
    const [name = ""] = state.split(/[ ,]/);
    const status = { paid: "pending", a: "delivered" }[name] ?? name;
    expect(orderAfter(history)?.status, state).toBe(status);
  }
  expect(orderAfter([created, shipped])?.shipment).toEqual({ carrier: "Post" });
  expect(orderAfter([...HISTORIES.shipped, delivered])?.status).toBe("delivered");
});
