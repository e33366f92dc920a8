import { Button } from "@quad/ui";
import { deliverOrder, type Order } from "../../../api/orders.ts";
import styles from "./action.module.css";
import { useOrderAction } from "./use-order-action.ts";

/** The carrier has handed the parcel over. */
export function DeliverOrder({ order }: { readonly order: Order }) {
  const deliver = useOrderAction(order, () => deliverOrder(order.id));
  return (
    <div className={styles.action}>
      <div className={styles.row}>
        <Button busy={deliver.isPending} onClick={() => deliver.mutate()}>
          Mark as delivered
        </Button>
      </div>
    </div>
  );
}
