/**
 * Resolves at the first SIGINT or SIGTERM, or when the parent that started this process with a
 * channel is gone. A second signal ends the process at once.
 */
export function stopRequested(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let asked = false;
  const ask = (reason: string) => {
    if (asked) process.exit(130);
    asked = true;
    resolve(reason);
  };
  process.on("SIGINT", () => ask("SIGINT"));
  process.on("SIGTERM", () => ask("SIGTERM"));
  process.once("disconnect", () => resolve("the supervisor is gone"));
  return promise;
}
