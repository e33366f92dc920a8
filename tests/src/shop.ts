import { eventually } from "@quad/testkit";

/** The campus as a customer's program sees it: its public HTTP, nothing else. */
export interface PlacedOrder {
  readonly id: string;
  readonly key: string;
}

export interface OrderView {
  readonly id: string;
  readonly status: "pending" | "confirmed" | "shipped" | "delivered" | "cancelled" | "returned";
  readonly reason: string | null;
  readonly refunded: { readonly amount: number; readonly currency: string };
  readonly can: readonly string[];
  readonly total: { readonly amount: number; readonly currency: string };
  readonly timeline: readonly { readonly event: string; readonly at: string }[];
}

export interface StockView {
  readonly onHand: number;
  readonly reserved: number;
  readonly sold: number;
  readonly available: number;
}

const BOOKS = "/api/catalog/books?limit=100";
const SETTLED_EVENT = "notifications.notification-sent";

export function shop(url: string) {
  async function get<T>(path: string): Promise<T> {
    const response = await fetch(url + path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  return {
    get,
    /** Books of which the shop knows the stock: of a campus that has just started, soon all. */
    anyBooks(count: number): Promise<string[]> {
      const inStock = async () => {
        const { items } = await get<{ items: { id: string; stock: number }[] }>(BOOKS);
        return items.filter(({ stock }) => stock > 0).map(({ id }) => id);
      };
      return eventually(async () => (await inStock()).slice(0, count), {
        withinMs: 30_000,
        what: `${count} books to be in stock`,
        until: (books) => books.length === count,
      });
    },
    /** Repeats the request with the same key until it is answered, as a careful client does. */
    placeOrder(
      items: readonly { bookId: string; quantity: number }[],
      { paymentToken = "sim_ok", key = crypto.randomUUID() as string } = {},
    ): Promise<PlacedOrder> {
      const body = JSON.stringify({
        items,
        paymentToken,
        customer: { name: "Ada Example", email: "ada@example.org" },
      });
      return eventually(
        async () => {
          const response = await fetch(`${url}/api/orders`, {
            method: "POST",
            headers: { "content-type": "application/json", "idempotency-key": key },
            body,
          });
          const answer = (await response.json()) as { id: string };
          if (response.status !== 201) throw new Error(JSON.stringify(answer));
          return { id: answer.id, key };
        },
        { withinMs: 30_000, what: "the order to be accepted" },
      );
    },
    /** The order once nothing more will happen to it. */
    settled(id: string, withinMs = 30_000): Promise<OrderView> {
      return eventually(() => get<OrderView>(`/api/orders/${id}`), {
        withinMs,
        what: `order ${id} to be settled`,
        until: (order) => order.timeline.some(({ event }) => event === SETTLED_EVENT),
      });
    },
    /** Follows the order as its page does, until nothing more will happen to it. */
    async ended(id: string): Promise<void> {
      await (await fetch(`${url}/api/orders/${id}/events`)).text();
    },
    /** The order, once it has got there. */
    reached(id: string, status: OrderView["status"], withinMs = 30_000): Promise<OrderView> {
      return eventually(() => get<OrderView>(`/api/orders/${id}`), {
        withinMs,
        what: `order ${id} to be ${status}`,
        until: (order) => order.status === status,
      });
    },
    /** What a customer or the shop does with an order: `cancellation`, `shipment` and so on. */
    async act(id: string, what: string, body?: object): Promise<OrderView> {
      const response = await fetch(`${url}/api/orders/${id}/${what}`, {
        method: "POST",
        headers: {
          "idempotency-key": crypto.randomUUID(),
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${what} of ${id}: ${await response.text()}`);
      return (await response.json()) as OrderView;
    },
    stock: (bookId: string) => get<StockView>(`/api/inventory/books/${bookId}`),
    async payments(orderId: string): Promise<{ status: string; amount: { amount: number } }[]> {
      return (await get<{ items: [] }>(`/api/payments?order=${orderId}`)).items;
    },
    async notifications(orderId: string): Promise<{ kind: string }[]> {
      return (await get<{ items: [] }>(`/api/notifications?order=${orderId}`)).items;
    },
  };
}
