import { Button, Slider } from "@quad/ui";
import type { Order } from "../../../api/orders.ts";
import { formatExactTime } from "../../../time/format-time.ts";
import styles from "./time-travel.module.css";

export interface TimeTravelProps {
  readonly order: Order;
  /** Which version is looked at. */
  readonly version: number;
  /** Told undefined for the present, which moves on with the order. */
  readonly onTravel: (version: number | undefined) => void;
}

/** Back to the order as it was after any of its events, and to the present again. */
export function TimeTravel({ order, version, onTravel }: TimeTravelProps) {
  const { timeline } = order;
  const event = timeline.find((one) => one.version === version);
  const isPast = version < order.version;
  const when = event && isPast ? `${event.label}, ${formatExactTime(event.at)}` : "now";
  return (
    <div className={styles.travel}>
      <Slider
        label="As it was"
        min={1}
        max={order.version}
        value={version}
        valueText={`Event ${version} of ${order.version}: ${when}`}
        disabled={order.version === 1}
        onValueChange={(chosen) => onTravel(chosen < order.version ? chosen : undefined)}
      />
      {isPast ? (
        <Button kind="quiet" onClick={() => onTravel(undefined)}>
          Back to now
        </Button>
      ) : null}
    </div>
  );
}
