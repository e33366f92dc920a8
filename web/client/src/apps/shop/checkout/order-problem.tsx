import { Alert } from "@quad/ui";
import { isProblem, type ProblemError } from "../../../api/problem-error.ts";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { bringIntoView } from "../../../problem/bring-into-view.ts";
import { ProblemAlert } from "../../../problem/problem-alert.tsx";
import { changedOrder } from "./changed-order.ts";
import { ChangedOrderAlert, type ChangedOrderAlertProps } from "./changed-order-alert.tsx";

export interface OrderProblemProps extends Pick<ChangedOrderAlertProps, "isBusy"> {
  readonly error: Error;
  /** The order as it is now is wanted still. */
  readonly onAgree: () => void;
}

/** Why the order was not placed, and the way on. */
export function OrderProblem({ error, isBusy, onAgree }: OrderProblemProps) {
  const changed = changedOrder(error);
  if (changed) return <ChangedOrderAlert changed={changed} isBusy={isBusy} onAgree={onAgree} />;
  if (isProblem(error, "CART_ALREADY_ORDERED")) return <AlreadyOrdered error={error} />;
  return <ProblemAlert error={error} title="The order was not placed" />;
}

/** In another tab, most likely. */
function AlreadyOrdered({ error }: { readonly error: Error }) {
  const orderId = String((error as ProblemError).problem.orderId);
  return (
    <Alert
      ref={bringIntoView}
      role="alert"
      tone="warn"
      title="This cart was ordered already"
      actions={
        <RouterLinkButton to="/orders/$orderId" params={{ orderId }} kind="primary">
          Show that order
        </RouterLinkButton>
      }
    >
      <p>It was ordered once, and nothing was ordered now.</p>
    </Alert>
  );
}
