import type { OrderStatus } from "@quad/contracts/order-statuses";
import { Button, Card, classNames } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import { StatusBadge } from "../../../orders/status-badge.tsx";
import { formatInstant } from "../../../time/format-time.ts";
import type { Mail } from "../mails.ts";
import styles from "./mail-list.module.css";

export interface MailListProps {
  readonly mails: readonly Mail[];
  readonly openId: string | undefined;
  /** Keeps the list to this order when a mail is opened. */
  readonly order: string | undefined;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly onMore: () => void;
}

/** The mails, newest first. */
export function MailList({ mails, openId, order, hasMore, isBusy, onMore }: MailListProps) {
  return (
    <Card className={styles.list}>
      <ul>
        {mails.map((mail) => (
          <li key={mail.id}>
            <Link
              to="/mailbox"
              search={{ ...(order && { order }), mail: mail.id }}
              resetScroll={false}
              className={classNames(styles.mail, mail.id === openId && styles.open)}
            >
              <span className={styles.subject}>{mail.subject}</span>
              <StatusBadge status={KINDS[mail.kind]} />
              <span className={styles.meta}>
                {mail.to.name} · {formatInstant(mail.sentAt)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Button busy={isBusy} className={styles.more} onClick={onMore}>
          Show more
        </Button>
      ) : null}
    </Card>
  );
}

/** The status that a mail of each kind tells of. */
const KINDS: Readonly<Record<Mail["kind"], OrderStatus>> = {
  order_confirmed: "confirmed",
  order_cancelled: "cancelled",
  order_shipped: "shipped",
  order_delivered: "delivered",
  order_returned: "returned",
};
