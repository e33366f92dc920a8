import type { Clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { eventually } from "@quad/testkit";
import { expect, it as test } from "vitest";
import { type CartSchema, findCart, insertCart } from "../src/cart-store.ts";
import { cartSweeper } from "../src/cart-sweeper.ts";

const NOW = new Date("2026-01-31T12:00:00Z");
const HOUR_MS = 3_600_000;

test("sweeps carts that expired more than a day ago, and again a day later", async () => {
  const migrations = new URL("../migrations/", import.meta.url);
  await using fresh = await freshDatabase({ migrations });
  const clock = sundial();
  const log = createLogger({ service: "cart", level: "error", format: "json" });
  const { url } = fresh;
  const database = openDatabase<CartSchema>({ service: "cart", url, migrations, clock, log });
  await database.start();
  const [old, recent] = [await expired(25), await expired(23)];
  const sweeper = cartSweeper({ database, clock, log });

  await sweeper.start();
  await swept(old);
  expect(await findCart(database.sql, recent)).not.toBeNull();
  clock.nextDay();
  await swept(recent);

  await sweeper.stop();
  await database.stop();

  async function expired(hoursAgo: number): Promise<string> {
    const id = crypto.randomUUID();
    const expiresAt = new Date(NOW.getTime() - hoursAgo * HOUR_MS);
    await database.transaction((tx) => insertCart(tx, id, expiresAt));
    return id;
  }

  function swept(id: string): Promise<boolean> {
    const isGone = async () => (await findCart(database.sql, id)) === null;
    return eventually(isGone, { withinMs: 5_000, what: "the cart to be swept" });
  }
});

/** A clock that stands still until the next day is called. */
function sundial(): Clock & { nextDay(): void } {
  let now = NOW;
  let morning = Promise.withResolvers<void>();
  return {
    now: () => now,
    nextDay() {
      now = new Date(now.getTime() + 24 * HOUR_MS);
      morning.resolve();
      morning = Promise.withResolvers();
    },
    sleep: (_, signal) =>
      Promise.race([
        morning.promise,
        new Promise<never>((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        }),
      ]),
  };
}
