import { startCampus } from "@quad/chassis/testing";
import { expect, it as test } from "vitest";
import { inventory } from "../src/service.ts";
test("starts", async () => {
  await using campus = await startCampus({ services: [inventory] });
  const r = await fetch(`${campus.url("inventory")}/readyz`);
  console.log(r.status, await r.text());
  expect(1).toBe(1);
});
