import { Type } from "typebox";

/**
 * The body of a request that is taken byte for byte, as text and of any type: a signature covers
 * the bytes, and parsing and printing would change them. Bytes that are no UTF-8 do not survive,
 * so a signature over them does not hold.
 */
export const RawBody = Type.String({ description: "As it is: a signature covers every byte." });
