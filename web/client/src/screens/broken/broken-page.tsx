import { Alert, Button } from "@quad/ui";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Page } from "../../frame/page.tsx";

/** The client itself failed while it drew a page: a defect, and not the campus's. */
export function BrokenPage({ error }: ErrorComponentProps) {
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
