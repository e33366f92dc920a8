import { EmptyState } from "@quad/ui";
import { RouterLinkButton } from "../links/router-link-button.tsx";
import { Page } from "./page.tsx";

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState
        icon="search"
        title="There is nothing at this address"
        actions={
          <RouterLinkButton to="/" kind="primary">
            All books
          </RouterLinkButton>
        }
      >
        It may be incomplete, or what stood here is gone.
      </EmptyState>
    </Page>
  );
}
