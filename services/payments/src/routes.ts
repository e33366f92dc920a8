import { Id } from "@quad/contracts";
import { decodeCursor, Page, PageQuery, pageOf, RawBody, routesOf } from "@quad/http";
import { Type } from "typebox";
import { listPayments, type PaymentsKit } from "./payment-store.ts";
import { PaymentView, viewPayment } from "./payment-view.ts";
import { listRefunds } from "./refund-store.ts";
import { takeNotice } from "./take-notice.ts";

const route = routesOf<PaymentsKit>();
const PaymentQuery = Type.Object({ ...PageQuery.properties, order: Type.Optional(Id) });

/** The public HTTP of payments. */
export const routes = [
  route({
    method: "GET",
    path: "/api/payments",
    summary: "Payments that the provider was asked for, newest first",
    who: "anyone",
    query: PaymentQuery,
    answer: Page(PaymentView),
    refusals: ["CURSOR_INVALID"],
    handle: async ({ kit, query: { order: orderId, limit, cursor } }) => {
      const before = decodeCursor(Id, cursor);
      const query = { orderId, count: limit + 1, before };
      const payments = await listPayments(kit.database.sql, query);
      const { items, next } = pageOf(payments, limit, ({ payment }) => payment.id);
      const orderIds = items.map(({ payment }) => payment.orderId);
      const refunds = await listRefunds(kit.database.sql, orderIds);
      return { items: items.map((payment) => viewPayment(payment, refunds)), next };
    },
  }),
  route({
    method: "POST",
    path: "/api/payments/notices",
    summary: "What the payment provider says on its own accord, signed by it",
    who: "anyone",
    body: RawBody,
    refusals: ["CHARGE_NOTICE_INVALID"],
    handle: async ({ kit, body, headers }) => {
      const notice = await kit.charge.readNotice({ body, headers });
      if (notice) await takeNotice(kit, notice);
    },
  }),
];
