import { Button, QuantityInput } from "@quad/ui";
import { type SubmitEvent, useState } from "react";
import { type BookCount, type Order, returnBooks } from "../../../api/orders.ts";
import { formatMoney } from "../../../money/format-money.ts";
import styles from "./action.module.css";
import { useOrderAction } from "./use-order-action.ts";

/** Sends copies back for their price, some or all. */
export function ReturnBooks({ order }: { readonly order: Order }) {
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({});
  const [key, setKey] = useState<string>(() => crypto.randomUUID());
  const sendBack = useOrderAction(order, (copies: readonly BookCount[]) =>
    returnBooks(order.id, copies, key),
  );
  const left = order.items.filter(({ returnable }) => returnable > 0);
  const chosen = left.map((line) => ({
    ...line,
    quantity: Math.min(counts[line.bookId] ?? 0, line.returnable),
  }));
  const items = chosen.filter(({ quantity }) => quantity > 0);
  const amount = items.reduce((sum, line) => sum + line.quantity * line.unitPrice.amount, 0);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (items.length === 0) return;
    const wanted = items.map(({ bookId, quantity }) => ({ bookId, quantity }));
    sendBack.mutate(wanted, {
      onSuccess: () => {
        setCounts({});
        setKey(crypto.randomUUID());
      },
    });
  };
  return (
    <form className={styles.action} onSubmit={onSubmit}>
      <h3>Send copies back</h3>
      {left.map(({ bookId, title, returnable }) => (
        <div key={bookId} className={styles.line}>
          <span>{title}</span>
          <QuantityInput
            label={`Copies of ${title} to send back`}
            min={0}
            max={returnable}
            value={Math.min(counts[bookId] ?? 0, returnable)}
            onValueChange={(count) => {
              setCounts({ ...counts, [bookId]: count });
              setKey(crypto.randomUUID());
            }}
          />
        </div>
      ))}
      <div className={styles.row}>
        <Button type="submit" busy={sendBack.isPending} disabled={items.length === 0}>
          {items.length === 0
            ? "Choose copies to send back"
            : `Send back for ${formatMoney({ ...order.total, amount })}`}
        </Button>
      </div>
    </form>
  );
}
