import { declaredErrors, defineErrors, isQuadError, QuadError } from "@quad/errors";
import { describe, expect, test } from "vitest";

const shopErrors = defineErrors({
  SHOP_CLOSED: ["unavailable", "The shop is closed."],
  SHOP_SHELF_EMPTY: ["conflict", "Shelf {shelf} has {left} of {title} left, not {wanted}."],
});

describe("an error", () => {
  test("has its code, its kind and a name", () => {
    const error = shopErrors.SHOP_CLOSED();
    expect(error).toBeInstanceOf(QuadError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "QuadError",
      code: "SHOP_CLOSED",
      kind: "unavailable",
      message: "The shop is closed.",
      details: {},
    });
    expect(error).not.toHaveProperty("cause");
  });

  test("puts its details into the message and keeps them", () => {
    const details = { shelf: 7, left: 0, title: "{shelf} & $&", wanted: 2 };
    const error = shopErrors.SHOP_SHELF_EMPTY(details);
    expect(error.message).toBe("Shelf 7 has 0 of {shelf} & $& left, not 2.");
    expect(error.details).toEqual(details);
  });

  test("keeps what caused it", () => {
    const cause = new Error("the key is lost");
    expect(shopErrors.SHOP_CLOSED({}, cause).cause).toBe(cause);
  });

  test("its trace begins where it was made", () => {
    const [header, firstFrame] = shopErrors.SHOP_CLOSED().stack?.split("\n") ?? [];
    expect(header).toBe("QuadError: The shop is closed.");
    expect(firstFrame).toContain("define-errors.test.ts");
  });
});

describe("isQuadError", () => {
  test.each([
    ["an error with the code", shopErrors.SHOP_CLOSED(), "SHOP_CLOSED", true],
    ["an error with any code", shopErrors.SHOP_CLOSED(), undefined, true],
    ["an error with another code", shopErrors.SHOP_CLOSED(), "SHOP_SHELF_EMPTY", false],
    ["some other error", new Error("SHOP_CLOSED"), undefined, false],
    ["a look-alike", { code: "SHOP_CLOSED" }, "SHOP_CLOSED", false],
    ["nothing", undefined, undefined, false],
  ])("%s", (_, error, code, expected) => {
    expect(isQuadError(error, code)).toBe(expected);
  });
});

describe("the registry", () => {
  test("lists every declared code with its kind and message", () => {
    expect(declaredErrors().get("SHOP_CLOSED")).toEqual(["unavailable", "The shop is closed."]);
  });

  test("a code has one owner", () => {
    const again = () => defineErrors({ SHOP_CLOSED: ["gone", "Out of business."] });
    expect(again).toThrow(new TypeError("Error code declared twice: SHOP_CLOSED"));
    expect(shopErrors.SHOP_CLOSED().kind).toBe("unavailable");
  });

  test.each(["shop_closed", "S", "SHOP-CLOSED", "1SHOP", "_SHOP", ""])("%j is no code", (code) => {
    const define = () => defineErrors({ [code]: ["internal", "Never."] });
    expect(define).toThrow(new TypeError(`Not an error code: ${code}`));
    expect(declaredErrors().has(code)).toBe(false);
  });
});
