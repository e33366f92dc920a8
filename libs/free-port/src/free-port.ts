import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/**
 * Below the ports that systems hand out by themselves: Linux from 32768 on, others from 49152. From
 * there, a port that nobody listens on may become the near end of anybody's connection at any time,
 * even of one to that port itself, which then connects to itself.
 */
const PORT_MIN = 20_000;
const PORT_MAX = 32_767;

/**
 * A port of 127.0.0.1 that nobody listens on, for what cannot take port 0 and say what it got. It
 * stays free, also while a server that has it is down, unless somebody asks for just this one.
 */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

/** As many different ones. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  try {
    while (held.size < count) {
      const port = randomInt(PORT_MIN, PORT_MAX + 1);
      const server = await tryListen(port);
      if (server) held.set(port, server);
    }
    return [...held.keys()];
  } finally {
    await Promise.all([...held.values()].map((server) => once(server.close(), "close")));
  }
}

async function tryListen(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return undefined;
    throw error;
  }
}
