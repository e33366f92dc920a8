import { lockErrors } from "./lock-errors.ts";

/**
 * The guard of a resource: what it must remember as the highest token after admitting `token`.
 * Checking, writing and remembering have to be one step, as in
 * `update … set …, fence = $token where id = $id and fence <= $token`.
 * Error: LOCK_FENCED (a later holder was here: nothing may be written).
 */
export function fence(highest: number, token: number): number {
  if (token < highest) throw lockErrors.LOCK_FENCED({ token, highest });
  return token;
}
