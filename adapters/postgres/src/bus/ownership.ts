import { LOCKS } from "./bus-limits.ts";

/**
 * True when the session of an owner has ended, long before its lease has: its lock can be had (see
 * listener.ts). A restart of the server frees the locks of the living as well, so for a moment
 * after it only leases count. A part of a statement; `column` holds the owner.
 */
export function ownerIsDead(column: string): string {
  return `(
    ${column} is not null
    and pg_postmaster_start_time() < now() - interval '3 s'
    and pg_try_advisory_xact_lock(${LOCKS.owner}, ${column})
  )`;
}

/** True for a held key whose oldest message is to be delivered now. */
export const IS_DUE = `(
  held_key.dead is null
  and (held_key.due_at <= now() or ${ownerIsDead("held_key.owner")})
)`;
