import { Lanes } from "../lanes.ts";

/**
 * Runs calls on so many connections, those about one subject one after the other. They wait here:
 * a pool gives up on those that wait long for a connection.
 */
export class TurnTaker {
  readonly #lanes: Lanes;
  readonly #latest = new Map<string, Promise<unknown>>();

  constructor(lanes: number) {
    this.#lanes = new Lanes(lanes, () => {});
  }

  async take<T>(subject: string, call: () => Promise<T>): Promise<T> {
    const before = this.#latest.get(subject);
    const run = () => this.#inLane(call);
    const turn = before ? before.then(run, run) : run();
    this.#latest.set(subject, turn);
    return turn.finally(() => {
      if (this.#latest.get(subject) === turn) this.#latest.delete(subject);
    });
  }

  async #inLane<T>(call: () => Promise<T>): Promise<T> {
    await this.#lanes.enter();
    return call().finally(() => this.#lanes.leave());
  }
}
