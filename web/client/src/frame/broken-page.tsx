import { Alert, Button } from "@quad/ui";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Page } from "./page.tsx";
import { PageNotFetched } from "./page-not-fetched.ts";
import { UnfetchedPage } from "./unfetched-page.tsx";

/** In the place of a page that cannot be shown. */
export function BrokenPage({ error }: ErrorComponentProps) {
  return error instanceof PageNotFetched ? <UnfetchedPage /> : <DefectPage error={error} />;
}

/** The client itself failed while it drew a page: a defect, and not the campus's. */
function DefectPage({ error }: { readonly error: unknown }) {
  return (
    <Page title="This page broke">
      <Alert
        role="alert"
        tone="bad"
        title="Something in this page is wrong"
        actions={<Button onClick={() => location.reload()}>Load it again</Button>}
      >
        <p>What you did before is safe. If it breaks again, this is what its engineers need:</p>
        <p>
          <code>{String(error)}</code>
        </p>
      </Alert>
    </Page>
  );
}
