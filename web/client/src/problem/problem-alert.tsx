import { Alert, Button } from "@quad/ui";
import type { ReactNode } from "react";
import { ProblemError } from "../api/problem-error.ts";
import { adviceOn } from "./advice.ts";
import { bringIntoView } from "./bring-into-view.ts";

export interface ProblemAlertProps {
  readonly error: Error;
  /** What could not be done, as a title; the problem's own title when left out. */
  readonly title?: string;
  /** Offers to try again. */
  readonly onRetry?: () => void;
  /** Other ways on. */
  readonly actions?: ReactNode;
}

/** A problem document for people: what happened, what to do, and the code to quote. */
export function ProblemAlert({ error, title, onRetry, actions }: ProblemAlertProps) {
  // Anything else is a defect of this client: the page around it must say that it broke.
  if (!(error instanceof ProblemError)) throw error;
  const { problem } = error;
  return (
    <Alert
      ref={bringIntoView}
      role="alert"
      tone="bad"
      title={title ?? problem.title}
      actions={
        <>
          {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
          {actions}
        </>
      }
    >
      <p>{problem.detail}</p>
      {problem.errors ? (
        <ul>
          {problem.errors.map(({ path, message }) => (
            <li key={path}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        {adviceOn(problem)} <a href={`/docs/errors#${problem.code}`}>{problem.code}</a>
      </p>
    </Alert>
  );
}
