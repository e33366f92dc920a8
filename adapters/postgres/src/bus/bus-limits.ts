/**
 * Parts of the log. A group's members share it slot by slot, so this is also the most members of a
 * group that can work at the same time. Few slots make full batches: with six groups and 500 single
 * messages a second, a message takes 20 ms with 16 slots, 50 with 32, and 90 with 64. Changing it
 * would move keys to other slots: it needs a migration.
 */
export const SLOTS = 16;

/** How long a claimer owns a slot without renewing: then a silent member is taken for dead. */
export const LEASE_MS = 10_000;

/** All members of a process look for work this often, in one statement, if nobody wakes them. */
export const POLL_MS = 1_000;

/** What one claim loads of a slot at most, from the log and from the held messages each. */
export const WINDOW_MAX = 250;
export const WINDOW_BYTES_MAX = 1024 * 1024;

/** Messages of other groups that a group leaves before its cursor rather than moving it. */
export const UNHEARD_MAX = 100;

/** Keys due for a retry that one claim loads of a slot, and messages of each. */
export const HELD_KEYS_MAX = 50;
export const HELD_CHAIN_MAX = 20;

/** Owners of a slot that die in a row before its messages are delivered one at a time. */
export const CRASHES_MAX = 3;

/**
 * A group without a member for so long is taken for gone: a service that was renamed or removed. A
 * neighbour that is mended within the week misses nothing.
 */
export const ABSENT_DAYS_MAX = 7;

/** Keys of the advisory locks in the bus's database. */
export const LOCKS = { publish: 1, owner: 2, prune: 3 } as const;
