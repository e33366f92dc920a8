import type { Platform, Service } from "@quad/chassis";
import { chassisErrors, nameOf, type OperatedSagas, operatedSagas } from "@quad/chassis";
import type { Saga, SagaStatus } from "@quad/saga";
import type { Environment } from "./campus-config.ts";
import { cliErrors } from "./cli-errors.ts";
import { describeSaga } from "./describe-saga.ts";
import { tableText } from "./print-table.ts";
import { type SagaWish, verdictOf } from "./saga-verdict.ts";

export type { SagaWish } from "./saga-verdict.ts";

interface DeskOptions {
  readonly services: readonly Service[];
  /** Started. */
  readonly platform: Platform;
  readonly environment: Environment;
  readonly print: (text: string) => void;
}

interface ListFilter {
  readonly service?: string;
  readonly status?: SagaStatus;
  readonly after?: string;
}

/** What a person can do about sagas, of whatever service. The services go on meanwhile. */
export interface SagaDesk {
  list(filter: ListFilter): Promise<void>;
  show(id: string, service?: string): Promise<void>;
  retry(id: string, service?: string): Promise<void>;
  settle(id: string, wish: SagaWish, service?: string): Promise<void>;
}

/** Of each service. */
const PAGE = 100;

/**
 * Errors: SERVICE_UNKNOWN, SAGAS_ELSEWHERE, SAGA_UNKNOWN, SAGA_AMBIGUOUS, those of `verdictOf`, and
 * those of the port.
 */
export function sagaDesk(options: DeskOptions): SagaDesk {
  const { print } = options;
  return {
    list: ({ service, status, after }) =>
      withSagas(options, service, async (all) => {
        const filter = { ...(status && { status }), ...(after && { cursor: after }), limit: PAGE };
        const pages = await Promise.all(
          all.map(async (one) => ({ service: one.service, ...(await one.sagas.list(filter)) })),
        );
        const rows = pages.flatMap((page) => page.sagas.map((saga) => rowOf(page.service, saga)));
        print(rows.length > 0 ? tableText(HEAD, rows) : "There are no such sagas.\n");
        for (const { service: name, cursor } of pages) {
          if (cursor) print(`${name} has more: --service ${name} --after ${cursor}\n`);
        }
      }),
    show: (id, service) =>
      withSaga(options, { id, service }, async ({ saga, of }) => {
        print(describeSaga(saga, of.service));
      }),
    retry: (id, service) =>
      withSaga(options, { id, service }, async ({ of }) => {
        await of.sagas.retry(id);
        print(`${id} is tried again by ${of.service}.\n`);
      }),
    settle: (id, wish, service) =>
      withSaga(options, { id, service }, async ({ saga, of }) => {
        const { step, verdict } = verdictOf(saga, wish);
        await of.sagas.settle(id, step, verdict);
        print(`${step} of ${id} is settled as ${wish.as}; ${of.service} goes on from there.\n`);
      }),
  };
}

const HEAD = ["service", "id", "saga", "status", "step", "begun", "reason"];

function rowOf(service: string, saga: Saga): string[] {
  const { id, name, version, status, steps, begunAt, reason } = saga;
  const step = steps.at(-1)?.name ?? "";
  return [service, id, `${name} ${version}`, status, step, begunAt.toISOString(), reason ?? ""];
}

interface Wanted {
  readonly id: string;
  readonly service: string | undefined;
}

async function withSaga(
  options: DeskOptions,
  { id, service }: Wanted,
  work: (found: { readonly saga: Saga; readonly of: OperatedSagas }) => Promise<void>,
): Promise<void> {
  await withSagas(options, service, async (all) => {
    const found = await Promise.all(all.map(async (of) => ({ of, saga: await of.sagas.get(id) })));
    const those = found.flatMap(({ of, saga }) => (saga ? [{ of, saga }] : []));
    const namesOf = (list: readonly OperatedSagas[]) => list.map((one) => one.service).join(", ");
    const [only] = those;
    if (!only) throw cliErrors.SAGA_UNKNOWN({ id, services: namesOf(all) });
    if (those.length > 1) {
      throw cliErrors.SAGA_AMBIGUOUS({ id, services: namesOf(those.map(({ of }) => of)) });
    }
    await work(only);
  });
}

/** With the sagas of one service, or of all that have some. */
async function withSagas(
  { services, platform, environment }: DeskOptions,
  name: string | undefined,
  work: (all: readonly OperatedSagas[]) => Promise<void>,
): Promise<void> {
  const names = services.map(nameOf);
  if (name !== undefined && !names.includes(name)) {
    throw chassisErrors.SERVICE_UNKNOWN({ name, known: names.join(", ") });
  }
  const opened: OperatedSagas[] = [];
  try {
    for (const service of services) {
      if (name !== undefined && nameOf(service) !== name) continue;
      const all = await operatedSagas(service, { platform, environment });
      if (!all) continue;
      opened.push(all);
      await all.start();
    }
    if (name !== undefined && opened.length === 0) {
      throw cliErrors.SAGAS_ELSEWHERE({ service: name });
    }
    await work(opened);
  } finally {
    await Promise.all(opened.map((all) => all.stop()));
  }
}
