import { randomBytes } from "node:crypto";

/**
 * A fresh id of 13 characters, `t` and twelve of `0-9a-f`: legal as it is in topics, keys, file
 * names and the names of databases and roles. Two tests that put it into every name they make
 * never meet, however many run at once.
 */
export function testId(): string {
  return `t${randomBytes(6).toString("hex")}`;
}
