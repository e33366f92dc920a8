import type { Count, OrderAction } from "./client-log.ts";
import type { Customer } from "./customer.ts";
import type { ShopAnswer, ShopRequest } from "./shop-client.ts";

interface Wish {
  readonly action: OrderAction;
  readonly orderId: string;
  readonly request: Pick<ShopRequest, "path" | "body" | "key">;
  /** Of a return. */
  readonly items?: readonly Count[];
  /** Asked twice at once. */
  readonly twice?: boolean;
}

/** What may be said when the order has gone on meanwhile. */
const REFUSALS: Readonly<Record<OrderAction, readonly string[]>> = {
  cancel: ["ORDER_NOT_CANCELLABLE"],
  ship: ["ORDER_NOT_SHIPPABLE"],
  deliver: ["ORDER_NOT_DELIVERABLE"],
  return: ["ORDER_NOT_RETURNABLE", "RETURN_EXCEEDS_ORDER"],
};

/** Asks until there is an answer, and notes it; true when it was accepted. */
export async function actOnOrder({ shop, log }: Customer, wish: Wish): Promise<boolean> {
  const { action, orderId, items = [], twice = false } = wish;
  const request = { method: "POST", ...wish.request } as const;
  const asked = twice ? [request, request] : [request];
  const answers = await Promise.all(asked.map((one) => shop.definite(one)));
  const isAccepted = answers.some((answer) => answer !== undefined && answer.status < 300);
  const isRefused = answers.every((answer) => isSure(answer, request));
  const refused = isRefused ? "refused" : "unknown";
  log.actions.push({ action, orderId, items, outcome: isAccepted ? "accepted" : refused });
  for (const answer of answers) {
    if (!answer || answer.status < 300 || isRefusal(answer, action)) continue;
    log.surprises.push(
      `${action} order ${orderId}: ${answer.status} ${JSON.stringify(answer.body)}`,
    );
  }
  return isAccepted;
}

/**
 * Who asks again without a key may be refused because of what the first question did: the order has
 * gone on from there.
 */
function isSure(answer: ShopAnswer | undefined, { key }: { readonly key?: string }): boolean {
  return answer !== undefined && (key !== undefined || !answer.isRepeated);
}

function isRefusal({ status, body }: ShopAnswer, action: OrderAction): boolean {
  const { code = "" } = body as { code?: string };
  return status === 409 && REFUSALS[action].includes(code);
}
