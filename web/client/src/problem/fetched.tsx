import { VisuallyHidden } from "@quad/ui";
import type { ReactNode } from "react";
import { ProblemAlert, type ProblemAlertProps } from "./problem-alert.tsx";

export interface FetchedProps<Data> extends Pick<ProblemAlertProps, "title" | "actions"> {
  readonly query: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly data: Data | undefined;
    refetch(): Promise<unknown>;
  };
  /** What is on its way, for who cannot see that it is. */
  readonly what: string;
  /** Stands where it will be. */
  readonly loading: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What a query brings: on its way, there, or why not. What is there already stays. */
export function Fetched<Data>(props: FetchedProps<Data>) {
  const { query, what, loading, title, actions, children } = props;
  return (
    <>
      {query.isPending ? (
        <>
          <VisuallyHidden role="status">Loading {what} …</VisuallyHidden>
          {loading}
        </>
      ) : null}
      {query.error ? (
        <ProblemAlert
          error={query.error}
          {...(title !== undefined && { title })}
          actions={actions}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : children(query.data)}
    </>
  );
}
