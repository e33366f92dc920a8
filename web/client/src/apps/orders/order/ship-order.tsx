import { CARRIER_LENGTH_MAX, TRACKING_LENGTH_MAX } from "@quad/contracts/limits";
import { Button, TextField } from "@quad/ui";
import { type SubmitEvent, useState } from "react";
import { type Order, type Shipment, shipOrder } from "../../../api/orders.ts";
import { problemOfField } from "../../../api/problem-error.ts";
import styles from "./action.module.css";
import { useOrderAction } from "./use-order-action.ts";

/** Hands the parcel to a carrier. */
export function ShipOrder({ order }: { readonly order: Order }) {
  const [carrier, setCarrier] = useState("");
  const [tracking, setTracking] = useState("");
  const ship = useOrderAction(order, (shipment: Shipment) => shipOrder(order.id, shipment));
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const number = tracking.trim();
    ship.mutate({ carrier: carrier.trim(), ...(number && { tracking: number }) });
  };
  return (
    <form className={styles.action} onSubmit={onSubmit}>
      <TextField
        label="Carrier"
        required
        maxLength={CARRIER_LENGTH_MAX}
        value={carrier}
        error={problemOfField(ship.error, "/carrier")}
        onChange={(event) => setCarrier(event.target.value)}
      />
      <TextField
        label="Tracking number"
        hint="Leave it empty where there is none."
        maxLength={TRACKING_LENGTH_MAX}
        value={tracking}
        error={problemOfField(ship.error, "/tracking")}
        onChange={(event) => setTracking(event.target.value)}
      />
      <div className={styles.row}>
        <Button type="submit" busy={ship.isPending}>
          Mark as shipped
        </Button>
      </div>
    </form>
  );
}
