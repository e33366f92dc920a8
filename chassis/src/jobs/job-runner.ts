import { randomUUID } from "node:crypto";
import { type Lifecycle, managed } from "@quad/lifecycle";
import { inSpan } from "@quad/telemetry";
import type { DatabaseKit } from "../kit.ts";
import { type Job, scheduleOf } from "./job.ts";
import { JOB_LEASE_MS, type JobClaims, jobClaims } from "./job-claims.ts";

const RENEW_EVERY_MS = JOB_LEASE_MS / 3;
/** After the database did not answer, and before a claim of another instance is looked at again. */
const LOOK_AGAIN_MS = 5_000;
/** Timers do not reach further than some weeks. */
const SLEEP_MS_MAX = 24 * 60 * 60 * 1000;

/**
 * Runs the jobs of a service. Of several instances one does each run; when it dies, another one
 * begins it again after `JOB_LEASE_MS`. Instants that passed while no instance ran are made up for
 * once, at the start. A run that fails is logged, and the next one is at its time.
 */
export function jobRunner<K extends DatabaseKit<unknown>>(
  kit: K,
  jobs: readonly Job<K>[],
): Lifecycle {
  const claims = jobClaims(kit.database, randomUUID());
  const schedules = jobs.map((job) => ({ job, schedule: scheduleOf(job) }));
  let stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  return managed({
    async start() {
      stopping = new AbortController();
      running = Promise.all(
        schedules.map(({ job, schedule }) =>
          keep({ kit, job, schedule, claims, stopped: stopping.signal }),
        ),
      );
    },
    async stop() {
      stopping.abort();
      await running;
    },
  });
}

interface Kept<K> {
  readonly kit: K;
  readonly job: Job<K>;
  readonly schedule: ReturnType<typeof scheduleOf>;
  readonly claims: JobClaims;
  readonly stopped: AbortSignal;
}

async function keep<K extends DatabaseKit<unknown>>(kept: Kept<K>): Promise<void> {
  const { kit, job, schedule, stopped } = kept;
  while (!stopped.aborted) {
    const restMs = await lookOnce(kept).catch((error: unknown) => {
      kit.log.warn({ error }, `job ${job.name} could not be looked at; soon again`);
      return LOOK_AGAIN_MS;
    });
    const now = kit.clock.now();
    const nextMs =
      (schedule.firstAfter(now)?.getTime() ?? Number.POSITIVE_INFINITY) - now.getTime();
    const sleepMs = Math.min(restMs || Number.POSITIVE_INFINITY, nextMs, SLEEP_MS_MAX);
    await kit.clock.sleep(sleepMs, stopped).catch(() => {});
  }
}

/** Does the job if it is due and ours; says when to look again before its next instant, or 0. */
async function lookOnce<K extends DatabaseKit<unknown>>(kept: Kept<K>): Promise<number> {
  const { kit, job, schedule, claims } = kept;
  const dueAt = schedule.lastUntil(kit.clock.now());
  if (!dueAt) return 0;
  const claim = await claims.claim(job.name, dueAt);
  if (claim !== "ours") return claim && Math.min(claim, LOOK_AGAIN_MS);
  await perform(kept);
  return 0;
}

async function perform<K extends DatabaseKit<unknown>>(kept: Kept<K>): Promise<void> {
  const { kit, job, claims, stopped } = kept;
  const lost = new AbortController();
  const ended = new AbortController();
  const renewing = renewUntil(ended.signal, kept, lost);
  const signal = AbortSignal.any([stopped, lost.signal]);
  const isDone = await inSpan(
    `${kit.service} does ${job.name}`,
    { kind: "internal", attributes: { "service.name": kit.service } },
    () => job.run(kit, signal),
  ).then(
    () => !signal.aborted,
    (error: unknown) => {
      if (!signal.aborted) kit.log.error({ error }, `job ${job.name} failed; next time again`);
      return !signal.aborted;
    },
  );
  ended.abort();
  await renewing;
  if (!lost.signal.aborted) await (isDone ? claims.finish(job.name) : claims.giveUp(job.name));
}

async function renewUntil<K extends DatabaseKit<unknown>>(
  ended: AbortSignal,
  { kit, job, claims }: Kept<K>,
  lost: AbortController,
): Promise<void> {
  let believedUntil = kit.clock.now().getTime() + JOB_LEASE_MS;
  while (!ended.aborted && !lost.signal.aborted) {
    await kit.clock.sleep(RENEW_EVERY_MS, ended).catch(() => {});
    if (ended.aborted) return;
    const askedAt = kit.clock.now().getTime();
    const answer = await claims.renew(job.name).catch(() => undefined);
    if (answer) believedUntil = askedAt + JOB_LEASE_MS;
    if (answer === false || kit.clock.now().getTime() > believedUntil - RENEW_EVERY_MS) {
      lost.abort(new Error(`job ${job.name} may have passed to another instance`));
    }
  }
}
