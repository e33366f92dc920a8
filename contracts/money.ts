import { type Static, Type } from "typebox";

/** Integer minor units (cents) and an ISO 4217 code. */
export const Money = Type.Object(
  {
    amount: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    currency: Type.String({ pattern: "^[A-Z]{3}$" }),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

export const Id = Type.String({ format: "uuid" });
