import { systemClock as clock } from "@quad/clock";
import { describe, expect, test } from "vitest";
import { stripeCharge } from "../src/index.ts";
import { stripeAddress } from "../src/stripe-address.ts";

const INVALID = { code: "STRIPE_SETTING_INVALID" };

test.each([
  ["stripe:", "https://api.stripe.com"],
  ["stripe://payments.example.org:8443", "https://payments.example.org:8443"],
  ["stripe+http://127.0.0.1:12111", "http://127.0.0.1:12111"],
])("%s is %s", (url, address) => {
  expect(stripeAddress(url)).toBe(address);
});

test("the API key never travels in the open", () => {
  const open = () => stripeAddress("stripe+http://payments.example.org");
  expect(open).toThrow(expect.objectContaining(INVALID));
});

describe("a provider without secrets, or with too many, does not start", () => {
  test.each([
    { apiKey: "sk_test_x", noticeSecret: "whsec_x,whsec_y" },
    { apiKey: "sk_test_x", noticeSecret: "whsec_x whsec_y" },
    { apiKey: "", noticeSecret: "whsec_x" },
    { apiKey: "sk_test_x", noticeSecret: "" },
  ])("%o", async (secrets) => {
    const charge = stripeCharge({ url: "stripe:", clock, ...secrets });
    await expect(charge.start()).rejects.toMatchObject(INVALID);
  });
});
