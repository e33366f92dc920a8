/** Whether every service of the campus is ready. */
export async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as { status?: string } | null;
  return answer?.status === "ready";
}
