import { Card } from "@quad/ui";
import type { ReactElement } from "react";
import type { Order, OrderAction } from "../../../api/orders.ts";
import { ProblemAlert } from "../../../problem/problem-alert.tsx";
import { CancelOrder } from "./cancel-order.tsx";
import { DeliverOrder } from "./deliver-order.tsx";
import styles from "./order-actions.module.css";
import { ReturnBooks } from "./return-books.tsx";
import { ShipOrder } from "./ship-order.tsx";
import { useRefusal } from "./use-order-action.ts";

interface ActionProps {
  readonly order: Order;
}

const CUSTOMER: readonly (readonly [OrderAction, (props: ActionProps) => ReactElement])[] = [
  ["cancel", CancelOrder],
  ["return", ReturnBooks],
];
const DESK: typeof CUSTOMER = [
  ["ship", ShipOrder],
  ["deliver", DeliverOrder],
];

/** What can be done with the order as it stands: by its customer, and by the people of the shop. */
export function OrderActions({ order }: ActionProps) {
  const refusal = useRefusal(order.id);
  return (
    <>
      {refusal ? <ProblemAlert error={refusal} title="That did not happen" /> : null}
      <ActionCard title="Your choices" order={order} actions={CUSTOMER} />
      <ActionCard
        title="At the desk"
        note="For the people of the shop. There are no accounts yet: anyone may."
        order={order}
        actions={DESK}
      />
    </>
  );
}

interface ActionCardProps extends ActionProps {
  readonly title: string;
  readonly note?: string;
  readonly actions: typeof CUSTOMER;
}

function ActionCard({ title, note, order, actions }: ActionCardProps) {
  const possible = actions.filter(([action]) => order.can.includes(action));
  if (possible.length === 0) return null;
  return (
    <Card className={styles.actions}>
      <h2>{title}</h2>
      {note ? <p className={styles.note}>{note}</p> : null}
      {possible.map(([action, Action]) => (
        <Action key={action} order={order} />
      ))}
    </Card>
  );
}
