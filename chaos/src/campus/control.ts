import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { ArmedFault, Command, Hello, Landing } from "../agent/armed-fault.ts";
import { onLines } from "../agent/on-lines.ts";

/** The harness's line to the agents in the processes of a campus. */
export interface Control extends AsyncDisposable {
  /** What a process has to be given to listen. */
  readonly environment: Readonly<Record<string, string>>;
  /** The processes that are there now. */
  readonly processes: ReadonlyMap<string, Hello>;
  /** In the process of this name, now or once it is there again. */
  arm(name: string, fault: ArmedFault): void;
  /** Takes back what has not struck. */
  disarm(id: string): void;
  /** What struck since the last call. */
  landings(): Promise<readonly Landing[]>;
}

export async function openControl(folder: string): Promise<Control> {
  const socketPath = join(folder, "chaos.sock");
  const landingsPath = join(folder, "landings.jsonl");
  await writeFile(landingsPath, "");
  const armed = new Map<string, { name: string; fault: ArmedFault }>();
  const sockets = new Map<string, Socket>();
  const processes = new Map<string, Hello>();
  const news: Landing[] = [];
  let read = 0;

  function tell(name: string, command: Command): boolean {
    return sockets.get(name)?.write(`${JSON.stringify(command)}\n`) ?? false;
  }

  async function welcome(hello: Hello, socket: Socket): Promise<void> {
    const { name } = hello;
    // What struck the process before this one is over.
    await look();
    if (socket.destroyed) return;
    sockets.set(name, socket);
    processes.set(name, hello);
    socket.once("close", () => {
      if (sockets.get(name) !== socket) return;
      sockets.delete(name);
      processes.delete(name);
    });
    for (const { name: of, fault } of armed.values()) if (of === name) arm(name, fault);
  }

  function arm(name: string, fault: ArmedFault): void {
    const isThere = tell(name, { type: "arm", fault });
    // Dies at once where it is told, and would die again where it is told twice.
    if (fault.kind !== "kill-now") armed.set(fault.id, { name, fault });
    else if (!isThere) armed.delete(fault.id);
  }

  /** Reads what agents noted since the last look. A line that is being written is for the next. */
  async function look(): Promise<void> {
    const text = await readFile(landingsPath, "utf8");
    const end = text.lastIndexOf("\n") + 1;
    const lines = text.slice(read, end).split("\n").filter(Boolean);
    read = Math.max(read, end);
    const landed = lines.map((line) => JSON.parse(line) as Landing);
    for (const { id } of landed) armed.delete(id);
    news.push(...landed);
  }

  const server = createServer((socket) => {
    onLines<Hello>(socket, (hello) => void welcome(hello, socket));
  });
  server.listen(socketPath);
  await once(server, "listening");

  return {
    environment: { CHAOS_SOCKET: socketPath, CHAOS_LANDINGS: landingsPath },
    processes,
    arm,
    disarm(id) {
      const { name } = armed.get(id) ?? {};
      armed.delete(id);
      if (name) tell(name, { type: "disarm", id });
    },
    async landings() {
      await look();
      return news.splice(0);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.values()) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
