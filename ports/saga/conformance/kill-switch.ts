import type { SagaStore } from "@quad/saga";

export type Death = "before" | "after";

/**
 * A store as a process sees it that can die: from then on no call returns, and none has an effect.
 * What is left of the coordinator waits for ever, without another write, as a killed one.
 */
export class KillSwitch {
  #isDead = false;
  #writes = 0;
  readonly #deathAt: number;
  readonly #death: Death;
  readonly #released = Promise.withResolvers<never>();

  /** Dies at the nth write of a state (from 1), before it is stored or after. */
  constructor(deathAt = Number.POSITIVE_INFINITY, death: Death = "before") {
    this.#deathAt = deathAt;
    this.#death = death;
    this.#released.promise.catch(() => {});
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  kill(): void {
    this.#isDead = true;
  }

  /** Lets whatever still waits fail, so that the test can end. */
  release(): void {
    this.kill();
    this.#released.reject(new Error("killed"));
  }

  readonly between = (store: SagaStore<unknown>): SagaStore<unknown> => {
    const alive =
      <Given extends readonly unknown[], T>(call: (...given: Given) => Promise<T>) =>
      async (...given: Given): Promise<T> => {
        if (this.#isDead) return this.#released.promise;
        const answer = await call(...given);
        return this.#isDead ? this.#released.promise : answer;
      };
    const writing = <Given extends readonly unknown[], T>(call: (...given: Given) => Promise<T>) =>
      alive(async (...given: Given): Promise<T> => {
        const isLast = ++this.#writes === this.#deathAt;
        if (isLast && this.#death === "before") {
          this.kill();
          return this.#released.promise;
        }
        const answer = await call(...given);
        if (isLast) this.kill();
        return answer;
      });
    return {
      ...store,
      insert: writing(store.insert),
      save: writing(store.save),
      claim: alive(store.claim),
      renew: alive(store.renew),
      release: alive(store.release),
      read: alive(store.read),
    };
  };
}
