import { callsUnderWay, type Managed, managed } from "@quad/lifecycle";
import { groupCommit } from "./group-commit.ts";
import type { KnownDefinitions } from "./known-definitions.ts";
import { OwnerLease } from "./owner-lease.ts";
import { type Pruning, pruneEnded } from "./prune-ended.ts";
import { RestWatch } from "./rest-watch.ts";
import { sagaErrors } from "./saga-errors.ts";
import type { SagaRow, SagaStore } from "./saga-store.ts";
import { SagaWork, type SagaWorkOptions } from "./saga-work.ts";

type LifeOptions = Omit<SagaWorkOptions, "store" | "save" | "lease" | "definitions" | "atRest"> & {
  readonly store: Omit<SagaStore<never>, "insertWithin">;
  readonly definitions: KnownDefinitions;
  /** Of sagas that have ended. */
  readonly keptMs: number;
};

/** The start and the stop of a coordinator, and the calls in between. */
export interface CoordinatorLife extends Pick<Managed, "start" | "stop"> {
  /** Runs a call that a stop waits for. Error: SAGAS_NOT_RUNNING. */
  running<T>(call: (work: SagaWork) => Promise<T>): Promise<T>;
  /** The saga, once it has come to rest; see `Sagas.wait`. A stop does not wait for it. */
  rest(id: string, signal?: AbortSignal): Promise<SagaRow>;
  /** To be called when a saga may have come to rest. */
  atRest(id: string): void;
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
  let watch: RestWatch | undefined;
  let pruning: Pruning | undefined;
  const atRest = (id: string) => watch?.tell(id);

  const lifecycle = managed({
    async start() {
      await store.start();
      lease = new OwnerLease(options);
      await lease.start();
      watch = new RestWatch({ ...options, calls });
      work = new SagaWork({ ...options, save, lease, atRest });
      work.start();
      pruning = pruneEnded(options);
    },
    async stop() {
      watch?.stop();
      await calls.ended();
      await pruning?.stop();
      await work?.stop();
      await lease?.end();
      work = undefined;
      watch = undefined;
      pruning = undefined;
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
    async rest(id, signal) {
      if (lifecycle.state !== "running" || !watch) throw sagaErrors.SAGAS_NOT_RUNNING();
      return watch.wait(id, signal);
    },
    atRest,
  };
}
