import { LOCKS } from "../bus-limits.ts";

/**
 * True when the session of an owner has ended, long before its lease has: its lock can be had (see
 * listener.ts). A restart of the server frees the locks of the living as well, so for a moment
 * after it only leases count. A part of a statement whose $2 is the asker: an asker is never dead,
 * not even when its session has just been cut.
 */
export function ownerIsDead(column: string): string {
  return `(
    ${column} <> $2
    and pg_postmaster_start_time() < now() - interval '3 s'
    and pg_try_advisory_xact_lock(${LOCKS.owner}, ${column})
  )`;
}

/** True for a held key whose oldest message is to be delivered now. The asker is $2. */
export const IS_DUE = `(
  held_key.dead is null
  and (held_key.due_at <= now() or ${ownerIsDead("held_key.owner")})
)`;
