import type { Ask, RpcClient, RpcClientOptions } from "@quad/rpc";

/** Calls to other services. What they need is loaded at the first one: most services make none. */
export function lazyCalls(options: RpcClientOptions): { ask: Ask; stop(): Promise<void> } {
  let client: Promise<RpcClient> | undefined;

  async function open(): Promise<RpcClient> {
    const { rpcClient } = await import("@quad/rpc");
    const opened = rpcClient(options);
    await opened.start();
    return opened;
  }

  return {
    ask: async (...question) => {
      client ??= open();
      return (await client).ask(...question);
    },
    async stop() {
      await (await client)?.stop();
      client = undefined;
    },
  };
}
