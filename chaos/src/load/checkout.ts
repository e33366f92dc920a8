import type { Checkout } from "../plan/load-step.ts";
import { bookIdOf, type Customer } from "./customer.ts";

/** Orders, and asks with the same key until there is an answer; the impatient ask twice at once. */
export async function checkout(customer: Customer, step: Checkout): Promise<void> {
  const { shop, log } = customer;
  const { key, token, twice } = step;
  const bookIds = step.lines.map(({ book }) => bookIdOf(customer, book));
  const sentAt = new Date();
  const request = {
    method: "POST",
    path: "/api/orders",
    key,
    body: {
      items: step.lines.map(({ quantity }, index) => ({ bookId: bookIds[index], quantity })),
      paymentToken: token,
      customer: { name: `Customer ${key}`, email: "ada@example.org" },
    },
  } as const;
  const asked = twice ? [request, request] : [request];
  const answers = await Promise.all(asked.map((one) => shop.definite(one)));
  const orderIds = new Set<string>();
  for (const answer of answers) {
    if (answer?.status === 201) orderIds.add((answer.body as { id: string }).id);
    else if (answer) {
      log.surprises.push(`checkout ${key}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }
  log.checkouts.set(key, { checkout: step, bookIds, sentAt, orderIds: [...orderIds] });
}
