import { describeFailure } from "@quad/bus";
import { QuadError } from "@quad/errors";
import { expect, test } from "vitest";

function forbidden(): never {
  throw new Error("Nobody may look.");
}

test.for([
  [new TypeError("No such seat."), "TypeError: No such seat."],
  [
    new QuadError("SEAT_TAKEN", "conflict", "Seat 7 is taken."),
    "QuadError SEAT_TAKEN: Seat 7 is taken.",
  ],
  [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "Error ECONNREFUSED: connect"],
  [Object.assign(new RangeError("no words"), { message: "" }), "RangeError"],
  [{ message: "from another realm", code: 7 }, "Error 7: from another realm"],
  ["only a text", "'only a text'"],
  [undefined, "undefined"],
  [null, "null"],
  [{ status: 500 }, "{ status: 500 }"],
  [new Error("a\0b"), "Error: ab"],
  [new Error("half \ud800"), "Error: half \ufffd"],
  [new Proxy({}, { get: forbidden, has: forbidden }), "A failure that cannot be shown"],
  [
    {
      message: "m",
      get name() {
        return forbidden();
      },
    },
    "A failure that cannot be shown",
  ],
] as const)("%# tells name, code and text", ([thrown, told]) => {
  expect(describeFailure(thrown)).toBe(told);
});

test("a long story is cut", () => {
  expect(describeFailure(new Error("x".repeat(5_000)))).toHaveLength(2_000);
});
