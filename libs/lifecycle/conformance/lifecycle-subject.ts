import type { Lifecycle } from "@quad/lifecycle";

/** What the suite needs to know of a lifecycle beside the contract. */
export interface LifecycleSubject<L extends Lifecycle = Lifecycle> {
  /** A fresh one, not yet started. What many share is opened before the tests, not here. */
  make(): L | Promise<L>;
  /** Whether it does its work now. Is asked while it is running and while it is stopped. */
  works(lifecycle: L): boolean | Promise<boolean>;
  /** Makes its next start fail, and the one after that succeed. Left out where nothing can fail. */
  breakStart?(lifecycle: L): void | Promise<void>;
}

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface LifecycleCheck {
  readonly name: string;
  readonly run: (subject: LifecycleSubject) => Promise<void>;
}
