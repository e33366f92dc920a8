import { Badge, Card, DataList, Table } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import type { Order } from "../../../api/orders.ts";
import { formatMoney } from "../../../money/format-money.ts";
import { formatInstant } from "../../../time/format-time.ts";
import styles from "./order-facts.module.css";

/** What was ordered, by whom, for how much. */
export function OrderFacts({ order }: { readonly order: Order }) {
  return (
    <Card className={styles.facts}>
      <h2>What was ordered</h2>
      <Table caption="Books of this order" captionHidden>
        <thead>
          <tr>
            <th scope="col">Book</th>
            <th scope="col" data-figure>
              Copies
            </th>
            <th scope="col" data-figure>
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {order.items.map((line) => (
            <tr key={line.bookId}>
              <td>
                {line.title}
                {line.returned > 0 ? (
                  <Badge tone="neutral" className={styles.returned}>
                    {line.returned} sent back
                  </Badge>
                ) : null}
              </td>
              <td data-figure>{line.quantity}</td>
              <td data-figure>{formatMoney(line.lineTotal)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Total
            </th>
            <td data-figure>{formatMoney(order.total)}</td>
          </tr>
          {order.refunded.amount > 0 ? (
            <tr>
              <th scope="row" colSpan={2}>
                Given back
              </th>
              <td data-figure>{formatMoney(order.refunded)}</td>
            </tr>
          ) : null}
        </tfoot>
      </Table>
      <DataList
        facts={[
          ["For", order.customer.name],
          [
            "E-mail",
            <Link key="email" to="/customer" search={{ email: order.customer.email }}>
              {order.customer.email}
            </Link>,
          ],
          ["Placed", formatInstant(order.createdAt)],
          ["Order", <code key="id">{order.id}</code>],
        ]}
      />
    </Card>
  );
}
