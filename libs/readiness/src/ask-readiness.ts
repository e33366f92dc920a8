/** What the gateway says of the campus. */
export interface Readiness {
  /** `degraded`: not all services are ready, but an order can be placed. */
  readonly status: "ready" | "degraded" | "not-ready" | "not answering";
  /** `ready`, or why not, by service. */
  readonly services: Readonly<Record<string, string>>;
}

/** Asks the campus at `url`. It does not throw: whoever does not answer says so by that. */
export async function askReadiness(url: string, signal?: AbortSignal): Promise<Readiness> {
  try {
    const response = await fetch(`${url}/readyz`, signal ? { signal } : {});
    return (await response.json()) as Readiness;
  } catch {
    return { status: "not answering", services: {} };
  }
}

/** Whether every service of the campus is ready. */
export async function isReady(url: string): Promise<boolean> {
  return (await askReadiness(url)).status === "ready";
}
