import { waitingEvents } from "@quad/database";
import { type Lifecycle, managed } from "@quad/lifecycle";
import { defineMetrics } from "@quad/telemetry";
import type { FullKit } from "./open-kit.ts";

const metrics = defineMetrics({
  outboxWaiting: {
    name: "quad.outbox.waiting",
    kind: "gauge",
    unit: "{event}",
    labels: ["service"],
    meaning: "Committed events that the bus has not taken yet; counted up to 100 000",
  },
  sagasOpen: {
    name: "quad.saga.open",
    kind: "gauge",
    unit: "{saga}",
    labels: ["service", "quad.saga.state"],
    meaning: "Sagas that have not ended: running, compensating, parked for a person, stranded",
  },
  subscriptionBehind: {
    name: "quad.subscription.behind",
    kind: "gauge",
    unit: "{event}",
    labels: ["service", "quad.subscription.name"],
    meaning: "Events of the history that a read model has still to hear",
  },
});

/** What stands in a service's database is looked at while the service runs, when somebody asks. */
export function observedState(kit: FullKit, readModels: readonly string[]): Lifecycle {
  let ends: (() => void)[] = [];
  return managed({
    async start() {
      ends = observe(kit, readModels);
    },
    async stop() {
      for (const end of ends) end();
    },
  });
}

function observe(kit: FullKit, readModels: readonly string[]): (() => void)[] {
  const { service, database, events, sagas } = kit;
  const ends: (() => void)[] = [];
  if (database) {
    const { observe: look } = metrics.outboxWaiting;
    ends.push(look(async (set) => set({ service }, await waitingEvents(database))));
  }
  if (sagas) {
    const { observe: look } = metrics.sagasOpen;
    ends.push(
      look(async (set) => {
        for (const [state, count] of Object.entries(await sagas.counts())) {
          set({ service, "quad.saga.state": state }, count);
        }
      }),
    );
  }
  for (const model of events ? readModels : []) {
    const { observe: look } = metrics.subscriptionBehind;
    const name = `${service}.${model}`;
    ends.push(
      look(async (set) => {
        const { position = 0, head = 0 } = (await events?.progress(name)) ?? {};
        set({ service, "quad.subscription.name": name }, head - position);
      }),
    );
  }
  return ends;
}
