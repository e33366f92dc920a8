import { callsUnderWay, type Managed, managed } from "@quad/lifecycle";
import { groupCommit } from "./group-commit.ts";
import type { KnownDefinitions } from "./known-definitions.ts";
import { OwnerLease } from "./owner-lease.ts";
import { sagaErrors } from "./saga-errors.ts";
import type { SagaStore } from "./saga-store.ts";
import { SagaWork, type SagaWorkOptions } from "./saga-work.ts";

type LifeOptions = Omit<SagaWorkOptions, "store" | "save" | "lease" | "definitions"> & {
  readonly store: Omit<SagaStore<never>, "insertWithin">;
  readonly definitions: KnownDefinitions;
};

/** The start and the stop of a coordinator, and the calls in between. */
export interface CoordinatorLife extends Pick<Managed, "start" | "stop"> {
  /** Runs a call that a stop waits for. Error: SAGAS_NOT_RUNNING. */
  running<T>(call: (work: SagaWork) => Promise<T>): Promise<T>;
}

export function coordinatorLife(options: LifeOptions): CoordinatorLife {
  const { store } = options;
  const calls = callsUnderWay();
  const save = groupCommit(async (writes: Parameters<typeof store.save>[0]) => {
    const stored = await store.save(writes);
    return writes.map(({ id }) => stored.has(id));
  });
  let lease: OwnerLease | undefined;
  let work: SagaWork | undefined;

  const lifecycle = managed({
    async start() {
      await store.start();
      lease = new OwnerLease(options);
      await lease.start();
      work = new SagaWork({ ...options, save, lease });
      work.start();
    },
    async stop() {
      await calls.ended();
      await work?.stop();
      await lease?.end();
      work = undefined;
      lease = undefined;
      await store.stop();
    },
  });

  return {
    start: lifecycle.start,
    stop: lifecycle.stop,
    async running(call) {
      const at = work;
      if (lifecycle.state !== "running" || !at) throw sagaErrors.SAGAS_NOT_RUNNING();
      return calls.run(() => call(at));
    },
  };
}
