import { defineErrors } from "@quad/errors";
import type { Decider, Recorded } from "../src/index.ts";

export const { ACCOUNT_EMPTY } = defineErrors({
  ACCOUNT_EMPTY: ["conflict", "There is not enough on the account."],
});

export type AccountEvent =
  | { readonly type: "opened"; readonly data: { readonly owner: string } }
  | { readonly type: "paid-in"; readonly data: { readonly amount: number } }
  | { readonly type: "paid-out"; readonly data: { readonly amount: number } };

export type AccountCommand =
  | { readonly type: "open"; readonly owner: string }
  | { readonly type: "pay-in"; readonly amount: number }
  | { readonly type: "pay-out"; readonly amount: number };

export interface Account {
  readonly owner: string;
  readonly balance: number;
}

/** An account that cannot be overdrawn. */
export const accountDecider: Decider<Account, AccountCommand, AccountEvent> = {
  streamOf: (id) => `account-${id}`,
  decide(account, command, id) {
    switch (command.type) {
      case "open":
        return account ? [] : [{ type: "opened", data: { owner: command.owner } }];
      case "pay-in":
        if (!account) throw new TypeError(`There is no account ${id}.`);
        return [{ type: "paid-in", data: { amount: command.amount } }];
      case "pay-out":
        if (!account || account.balance < command.amount) throw ACCOUNT_EMPTY();
        return [{ type: "paid-out", data: { amount: command.amount } }];
      default:
        return command satisfies never;
    }
  },
  evolve(account, event: Recorded<AccountEvent>) {
    const { owner = "", balance = 0 } = account ?? {};
    switch (event.type) {
      case "opened":
        return { owner: event.data.owner, balance };
      case "paid-in":
        return { owner, balance: balance + event.data.amount };
      case "paid-out":
        return { owner, balance: balance - event.data.amount };
      default:
        return event satisfies never;
    }
  },
  schemaOf: (type) => (type === "opened" ? 2 : 1),
};
