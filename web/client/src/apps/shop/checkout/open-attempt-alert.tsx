import { Alert, Button } from "@quad/ui";
import { bringIntoView } from "../../../problem/bring-into-view.ts";
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
  const texts = isKnown ? KNOWN : UNKNOWN;
  const copies = open.order.items.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <Alert
      ref={bringIntoView}
      role="alert"
      tone="warn"
      title={texts.title}
      actions={
        <>
          <Button kind="primary" busy={isBusy} onClick={onResume}>
            {texts.resume}
          </Button>
          <Button onClick={onLetGo}>{texts.letGo}</Button>
        </>
      }
    >
      <p>
        {copies === 1 ? "One copy" : `${copies} copies`} for {open.order.customer.name}:{" "}
        {texts.text}
      </p>
    </Alert>
  );
}

const UNKNOWN = {
  title: "Your order got no answer",
  text:
    "it may have been placed, or not. Asking again is safe: the order has a key, and the campus " +
    "places one key once.",
  resume: "Ask again",
  letGo: "Start over",
};

const KNOWN = {
  title: "Your earlier order was placed after all",
  text: "that order arrived, though its answer was lost. What is in the form below is not ordered.",
  resume: "Show that order",
  letGo: "Order this too",
};
