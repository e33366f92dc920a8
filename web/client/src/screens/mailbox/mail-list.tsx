import { Badge, Button, Card, classNames, type Tone } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import type { Mail, MailKind } from "../../api/mails.ts";
import { formatInstant } from "../../time/format-time.ts";
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
              <KindBadge kind={mail.kind} />
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

const KINDS: Readonly<Record<MailKind, readonly [tone: Tone, word: string]>> = {
  order_confirmed: ["good", "Confirmed"],
  order_cancelled: ["bad", "Cancelled"],
  order_shipped: ["info", "Shipped"],
  order_delivered: ["good", "Delivered"],
  order_returned: ["neutral", "Returned"],
};

function KindBadge({ kind }: Pick<Mail, "kind">) {
  const [tone, word] = KINDS[kind];
  return <Badge tone={tone}>{word}</Badge>;
}
