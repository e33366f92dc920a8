import { paymentsHttp } from "@quad/contracts/http/payments";
import { byId, listsOf, routesOf } from "@quad/http";
import { listPayments } from "./payment-store.ts";
import { viewPayment } from "./payment-view.ts";
import type { PaymentsKit } from "./payments-kit.ts";
import { listRefunds } from "./refund-store.ts";
import { takeNotice } from "./take-notice.ts";

const route = routesOf<PaymentsKit>();
const list = listsOf<PaymentsKit>();

/** The public HTTP of payments. */
export const routes = [
  list(paymentsHttp.listPayments, {
    ...byId,
    rows: async ({ kit: { database }, query: { order: orderId }, after: before, count }) => {
      const payments = await listPayments(database.sql, { orderId, before, count });
      const orderIds = payments.map(({ payment }) => payment.orderId);
      const refunds = await listRefunds(database.sql, orderIds);
      return payments.map((payment) => viewPayment(payment, refunds));
    },
    view: (payment) => payment,
  }),
  route(paymentsHttp.takeNotice, async ({ kit, body, headers }) => {
    const notice = await kit.charge.readNotice({ body, headers });
    if (notice) await takeNotice(kit, notice);
  }),
];
