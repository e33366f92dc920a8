import type { TestCampus } from "@quad/chassis/testing";
import { bookAdded } from "@quad/contracts";
import type { OrderView } from "@quad/contracts/http/orders";
import { eventually } from "@quad/testkit";

export const BOOK = bookAdded.example;
export const ADA = { name: "Ada Example", email: "ada@example.org" };
const WITHIN_MS = 20_000;

export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Orders as a customer's program sees it: its public HTTP, nothing else. */
export function counter(campus: Pick<TestCampus, "url">) {
  const base = `${campus.url("orders")}/api/orders`;

  async function send<Body>(path: string, init: RequestInit = {}): Promise<Answered<Body>> {
    const response = await fetch(base + path, init);
    const { status, headers } = response;
    return { status, headers, body: (await response.json()) as Body };
  }

  return {
    get: <Body = OrderView & { code: string }>(path: string) => send<Body>(path),
    post<Body = OrderView & { code: string; detail: string }>(
      path: string,
      body?: object,
      key: string = crypto.randomUUID(),
    ): Promise<Answered<Body>> {
      const json = body && { "content-type": "application/json" };
      return send<Body>(path, {
        method: "POST",
        headers: { "idempotency-key": key, ...json },
        ...(body && { body: JSON.stringify(body) }),
      });
    },
    async place(quantity = 1, customer = ADA): Promise<string> {
      const { body } = await this.post<{ id: string }>("", {
        items: [{ bookId: BOOK.bookId, quantity }],
        customer,
      });
      return body.id;
    },
    /** The order, once it is as the test wants it. */
    order(id: string, until: (order: OrderView) => boolean): Promise<OrderView> {
      return eventually(async () => (await this.get(`/${id}`)).body, {
        ...{ withinMs: WITHIN_MS, what: `order ${id} to be as wanted`, until },
      });
    },
    /** The order, once an event of this type is on its timeline, so often. */
    happened(id: string, type: string, times = 1): Promise<OrderView> {
      return this.order(
        id,
        ({ timeline }) => timeline.filter(({ event }) => event === type).length >= times,
      );
    },
  };
}
