import { Alert, EmptyState, Skeleton } from "@quad/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { Fetched } from "../../../problem/fetched.tsx";
import { mailsQuery } from "../mails.ts";
import { MailList } from "./mail-list.tsx";
import styles from "./mailbox-page.module.css";
import { ReadingPane } from "./reading-pane.tsx";

const route = getRouteApi("/mailbox");

/** Every mail the shop would have sent: a list, and the one that is open. */
export function MailboxPage() {
  const { order, mail: openId } = route.useSearch();
  const query = useInfiniteQuery(mailsQuery(order));
  return (
    <Page title="Mailbox">
      {order ? (
        <p>
          Mails of order <code>{order}</code>. <Link to="/mailbox">Show all mails</Link>
        </p>
      ) : null}
      <Fetched
        query={query}
        what="mails"
        loading={<Skeleton className={styles.loading} />}
        title="The mails could not be fetched"
      >
        {({ pages }) => {
          const mails = pages.flatMap((page) => page.items);
          if (mails.length === 0) return <NoMails isFiltered={order !== undefined} />;
          const open = mails.find((mail) => mail.id === openId);
          return (
            <div className={styles.mailbox} data-reading={open !== undefined}>
              <MailList
                mails={mails}
                openId={openId}
                order={order}
                hasMore={query.hasNextPage}
                isBusy={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
              {openId && !open ? (
                <Alert tone="neutral" title="That mail is not among these">
                  Show more of them, or open another.
                </Alert>
              ) : (
                <ReadingPane mail={open} order={order} />
              )}
            </div>
          );
        }}
      </Fetched>
    </Page>
  );
}

function NoMails({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState
      icon="envelope"
      title={isFiltered ? "No mail about this order yet" : "No mails yet"}
      actions={isFiltered ? null : <RouterLinkButton to="/">Browse books</RouterLinkButton>}
    >
      {isFiltered
        ? "It comes when the order is confirmed or cancelled, and appears here by itself."
        : "Order a book, and its confirmation arrives here. No mail leaves this machine."}
    </EmptyState>
  );
}
