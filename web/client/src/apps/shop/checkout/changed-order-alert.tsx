import { Alert, Button } from "@quad/ui";
import { formatMoney } from "../../../money/format-money.ts";
import { bringIntoView } from "../../../problem/bring-into-view.ts";
import type { ChangedOrder, Shown } from "./changed-order.ts";

export interface ChangedOrderAlertProps {
  readonly changed: ChangedOrder;
  readonly isBusy: boolean;
  /** The person has seen what is different, and wants it still. */
  readonly onAgree: () => void;
}

/** What was shown and what is so now, side by side; nothing is ordered before it is agreed to. */
export function ChangedOrderAlert({ changed, isBusy, onAgree }: ChangedOrderAlertProps) {
  const { changes, wasTotal, nowTotal } = changed;
  return (
    <Alert
      ref={bringIntoView}
      role="alert"
      tone="warn"
      title="Your order is not what it was when you looked"
      actions={
        <Button kind="primary" busy={isBusy} onClick={onAgree}>
          Order it for {formatMoney(nowTotal)}
        </Button>
      }
    >
      <p>Nothing was ordered, and nothing was paid.</p>
      <ul>
        {changes.map(({ bookId, quantity, was, now }) => (
          <li key={bookId}>
            {quantity} × <Was book={was} />: now{" "}
            {was.title === now.title ? null : (
              <>
                <bdi>{now.title}</bdi>,{" "}
              </>
            )}
            <ins>{formatMoney(now.unitPrice)} each</ins>
          </li>
        ))}
      </ul>
      <p>
        {wasTotal ? (
          <>
            The total was <del>{formatMoney(wasTotal)}</del>.{" "}
          </>
        ) : null}
        It is <ins>{formatMoney(nowTotal)}</ins> now.
      </p>
    </Alert>
  );
}

function Was({ book: { title, unitPrice } }: { readonly book: Shown }) {
  return (
    <>
      <bdi>{title}</bdi>, <del>{formatMoney(unitPrice)} each</del>
    </>
  );
}
