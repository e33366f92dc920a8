import type { Service } from "@quad/chassis";

/** Every service of the campus, loaded when asked for: a process holds what it runs. */
const SERVICES: Readonly<Record<string, () => Promise<Service>>> = {
  catalog: async () => (await import("@quad/catalog")).catalog,
  cart: async () => (await import("@quad/cart")).cart,
  orders: async () => (await import("@quad/orders")).orders,
  inventory: async () => (await import("@quad/inventory")).inventory,
  payments: async () => (await import("@quad/payments")).payments,
  notifications: async () => (await import("@quad/notifications")).notifications,
  gateway: async () => (await import("@quad/gateway")).gateway,
};

export const serviceNames: readonly string[] = Object.keys(SERVICES);

export function loadServices(): Promise<Service[]> {
  return Promise.all(Object.values(SERVICES).map((load) => load()));
}

/** Undefined when there is none of that name. */
export async function loadService(name: string): Promise<Service | undefined> {
  return SERVICES[name]?.();
}
