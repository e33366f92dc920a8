import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestCampus } from "@quad/chassis/testing";

/** A service of the test's own behind the gateway, and the requests that reached it. */
export async function upstream(campus: TestCampus, name: string, answer: RequestListener) {
  const requests: (IncomingMessage & { text: string })[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push(Object.assign(request, { text: Buffer.concat(chunks).toString() }));
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const before = campus.platform.addresses.get(name);
  const { port } = server.address() as AddressInfo;
  campus.platform.addresses.set(name, `http://127.0.0.1:${port}`);
  return {
    requests,
    async [Symbol.asyncDispose]() {
      if (before === undefined) campus.platform.addresses.delete(name);
      else campus.platform.addresses.set(name, before);
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
