import { startCampus } from "@quad/chassis/testing";
import { expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

test("the campus sells a book on a Postgres that it is given", async () => {
  await using campus = await startCampus({ services, environment: { QUAD_BUS: "postgres:" } });
  const { anyBooks, placeOrder, settled, stock } = shop(campus.url("gateway"));
  const [bookId = ""] = await anyBooks(1);
  const { id } = await placeOrder([{ bookId, quantity: 1 }]);
  expect((await settled(id)).status).toBe("confirmed");
  expect(await stock(bookId)).toMatchObject({ sold: 1, reserved: 0 });
});
