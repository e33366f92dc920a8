import { Alert, Button, Spinner } from "@quad/ui";
import { useEffect, useState } from "react";
import { Page } from "./page.tsx";
import { moveToNewRelease } from "./release.ts";

/**
 * The code of a page did not come. Where a new release is the reason, that one is loaded by
 * itself; otherwise the person decides when to try again.
 */
export function UnfetchedPage() {
  const [isLooking, setLooking] = useState(true);
  useEffect(() => {
    void moveToNewRelease().then((moves) => setLooking(moves));
  }, []);
  return (
    <Page title="This page did not load">
      {isLooking ? (
        <p role="status">
          <Spinner /> Looking for a new release …
        </p>
      ) : (
        <Alert
          role="alert"
          tone="warn"
          title="The campus did not send this page"
          actions={
            <Button kind="primary" onClick={() => location.reload()}>
              Reload
            </Button>
          }
        >
          <p>
            Check that you are online and that the campus is running, then reload. What you did
            before is safe.
          </p>
        </Alert>
      )}
    </Page>
  );
}
