import { Button } from "@quad/ui";
import { useState } from "react";
import { cancelOrder, type Order } from "../../../api/orders.ts";
import { formatMoney } from "../../../money/format-money.ts";
import styles from "./action.module.css";
import { useOrderAction } from "./use-order-action.ts";

/** Asks once more before it gives up the books: there is no way back. */
export function CancelOrder({ order }: { readonly order: Order }) {
  const [isSure, setSure] = useState(false);
  const cancel = useOrderAction(order, () => cancelOrder(order.id));
  return (
    <div className={styles.action}>
      {isSure ? (
        <>
          <p role="status">
            Cancel the order? {formatMoney(order.total)} come back, and the copies go to somebody
            else.
          </p>
          <div className={styles.row}>
            <Button kind="primary" busy={cancel.isPending} onClick={() => cancel.mutate()}>
              Yes, cancel it
            </Button>
            <Button onClick={() => setSure(false)}>Keep the order</Button>
          </div>
        </>
      ) : (
        <div className={styles.row}>
          <Button onClick={() => setSure(true)}>Cancel the order</Button>
        </div>
      )}
    </div>
  );
}
