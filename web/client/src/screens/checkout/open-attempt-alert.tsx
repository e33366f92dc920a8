import { Alert, Button } from "@quad/ui";
import type { CheckoutAttempt } from "./checkout-attempt.ts";

export interface OpenAttemptAlertProps {
  readonly open: CheckoutAttempt;
  /** The campus has since said that it knows the key: the order was placed. */
  readonly isKnown: boolean;
  readonly isBusy: boolean;
  /** Asks again with the same key and order: the answer is that order, placed now or before. */
  readonly onResume: () => void;
  readonly onLetGo: () => void;
}

/** An order was sent, and the answer never came. */
export function OpenAttemptAlert(props: OpenAttemptAlertProps) {
  const { open, isKnown, isBusy, onResume, onLetGo } = props;
  const copies = open.order.items.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <Alert
      role="alert"
      tone="warn"
      title={isKnown ? "Your earlier order was placed after all" : "Your order got no answer"}
      actions={
        <>
          <Button kind="primary" busy={isBusy} onClick={onResume}>
            {isKnown ? "Show that order" : "Ask again"}
          </Button>
          <Button onClick={onLetGo}>{isKnown ? "Order this too" : "Start over"}</Button>
        </>
      }
    >
      <p>
        {copies === 1 ? "One copy" : `${copies} copies`} for {open.order.customer.name}:{" "}
        {isKnown
          ? "that order arrived, though its answer was lost. What is in the form below is not ordered."
          : "it may have been placed, or not. Asking again is safe: the order has a key, and the campus places one key once."}
      </p>
    </Alert>
  );
}
