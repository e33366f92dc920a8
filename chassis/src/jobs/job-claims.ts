import type { Database } from "@quad/database";
import { sql } from "kysely";

/** How long an instance that has gone silent keeps a job from the others. */
export const JOB_LEASE_MS = 30_000;

/** Who does which job, kept in the service's database; leases are counted by its clock. */
export function jobClaims(database: Pick<Database<unknown>, "sql">, holder: string) {
  const until = sql`now() + make_interval(secs => ${JOB_LEASE_MS / 1000})`;
  const own = (name: string) => sql`name = ${name} and holder = ${holder}`;

  return {
    /**
     * `ours` when this instance is to do the job for `dueAt`; otherwise for how many milliseconds
     * another one may still be at work on it: 0 when it is done.
     */
    async claim(name: string, dueAt: Date): Promise<"ours" | number> {
      const { rows } = await sql<{ ours: boolean; leased_ms: number }>`
        with claimed as (
          insert into quad_job (name, due_at, holder, leased_until)
          values (${name}, ${dueAt}, ${holder}, ${until})
          on conflict (name) do update
          set due_at = excluded.due_at, holder = excluded.holder,
            leased_until = excluded.leased_until
          where coalesce(quad_job.leased_until < now(), quad_job.due_at < excluded.due_at)
            and quad_job.due_at <= excluded.due_at
          returning true as ours
        )
        select true as ours, 0 as leased_ms from claimed
        union all
        select false, greatest(extract(epoch from leased_until - now()) * 1000, 0)::float8
        from quad_job
        where name = ${name} and leased_until is not null and not exists (select from claimed)
      `.execute(database.sql);
      const [row] = rows;
      return row?.ours ? "ours" : (row?.leased_ms ?? 0);
    },
    /** False when another instance has taken over. */
    async renew(name: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update quad_job set leased_until = ${until}
        where ${own(name)} and leased_until is not null
      `.execute(database.sql);
      return numAffectedRows === 1n;
    },
    /** Done: nobody does it again before its next instant. */
    async finish(name: string): Promise<void> {
      await sql`update quad_job set leased_until = null where ${own(name)}`.execute(database.sql);
    },
    /** Not done: another instance may begin at once. */
    async giveUp(name: string): Promise<void> {
      await sql`
        update quad_job set leased_until = '-infinity'
        where ${own(name)} and leased_until is not null
      `.execute(database.sql);
    },
  };
}

export type JobClaims = ReturnType<typeof jobClaims>;
