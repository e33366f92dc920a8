import { fence } from "@quad/lock";

/** A row as a service would guard it: `update … where fence <= $token`. */
export class FencedResource {
  value = "";
  #highest = 0;

  /** Error: LOCK_FENCED. */
  write(value: string, token: number): void {
    this.#highest = fence(this.#highest, token);
    this.value = value;
  }
}
