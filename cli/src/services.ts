import { type Service, type ServiceFacts, serviceFacts } from "@quad/chassis";

type Row = Partial<Omit<ServiceFacts, "name">> & { readonly load: () => Promise<Service> };

/**
 * The one list of services: what the campus consists of, in the order in which it is shown. Each is
 * loaded when asked for: a process holds what it runs.
 */
const SERVICES: Readonly<Record<string, Row>> = {
  catalog: {
    load: async () => (await import("@quad/catalog")).catalog,
    isEssential: true,
  },
  cart: {
    load: async () => (await import("@quad/cart")).cart,
    isEssential: true,
    readyAfter: ["catalog"],
  },
  orders: {
    load: async () => (await import("@quad/orders")).orders,
    isEssential: true,
    readyAfter: ["catalog"],
  },
  inventory: {
    load: async () => (await import("@quad/inventory")).inventory,
    readyAfter: ["catalog"],
  },
  payments: {
    load: async () => (await import("@quad/payments")).payments,
    readyAfter: ["catalog"],
  },
  notifications: {
    load: async () => (await import("@quad/notifications")).notifications,
    readyAfter: ["catalog"],
  },
  gateway: {
    load: async () => (await import("@quad/gateway")).gateway,
    isEssential: true,
    paths: [],
  },
};

export const services: readonly ServiceFacts[] = Object.entries(SERVICES).map(
  ([name, { load: _, ...facts }]) => serviceFacts(name, facts),
);

export const serviceNames: readonly string[] = Object.keys(SERVICES);

export function loadServices(): Promise<Service[]> {
  return Promise.all(Object.values(SERVICES).map(({ load }) => load()));
}

/** Undefined when there is none of that name. */
export async function loadService(name: string): Promise<Service | undefined> {
  return SERVICES[name]?.load();
}
