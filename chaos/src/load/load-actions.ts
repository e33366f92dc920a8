import type { LoadStep } from "../plan/load-step.ts";
import { browse } from "./browse.ts";
import { cancel } from "./cancel.ts";
import { checkout } from "./checkout.ts";
import type { Customer } from "./customer.ts";
import { deliver } from "./deliver.ts";
import { restock } from "./restock.ts";
import { returnCopies } from "./return-copies.ts";
import { ship } from "./ship.ts";

/** Every action of the load: one file each. */
const ACTIONS: { [Name in LoadStep["action"]]: Action<Extract<LoadStep, { action: Name }>> } = {
  checkout,
  browse,
  restock,
  cancel,
  ship,
  deliver,
  return: returnCopies,
};
type Action<Of> = (customer: Customer, step: Of) => Promise<void>;

export function perform(customer: Customer, step: LoadStep): Promise<void> {
  return (ACTIONS[step.action] as Action<LoadStep>)(customer, step);
}
