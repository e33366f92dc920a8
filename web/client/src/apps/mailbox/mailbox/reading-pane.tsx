import { Card, DataList, EmptyState } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { formatInstant } from "../../../time/format-time.ts";
import type { Mail } from "../mails.ts";
import styles from "./reading-pane.module.css";

export interface ReadingPaneProps {
  readonly mail: Mail | undefined;
  /** The order the list is kept to. */
  readonly order: string | undefined;
}

/** The open mail. Opening one moves the focus here, where a screen reader goes on reading. */
export function ReadingPane({ mail, order }: ReadingPaneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const id = mail?.id;
  useEffect(() => {
    if (id !== undefined) heading.current?.focus();
  }, [id]);

  if (!mail) return <EmptyState icon="envelope" title="Choose a mail to read it" />;
  return (
    <Card className={styles.pane}>
      <Link to="/mailbox" search={{ ...(order && { order }) }} className={styles.back}>
        Back to the list
      </Link>
      <h2 ref={heading} tabIndex={-1} className={styles.subject}>
        {mail.subject}
      </h2>
      <DataList
        facts={[
          ["To", `${mail.to.name} <${mail.to.email}>`],
          ["Sent", formatInstant(mail.sentAt)],
          [
            "About",
            <Link key="order" to="/orders/$orderId" params={{ orderId: mail.orderId }}>
              the order and its events
            </Link>,
          ],
        ]}
      />
      <p className={styles.text}>{mail.text}</p>
    </Card>
  );
}
