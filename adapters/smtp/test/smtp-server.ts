import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** A mail server that takes everything, or answers a command as it is told to. */
export interface SmtpServer extends AsyncDisposable {
  readonly url: string;
  /** The messages received, with their headers; lines end in `\n`. */
  readonly messages: readonly string[];
  /** What clients have said, without the messages. */
  readonly commands: readonly string[];
}

const USUAL: Readonly<Record<string, string>> = {
  connect: "220 test",
  DATA: "354 go on",
  QUIT: "221 bye",
};

/** `replies`: command (or `connect`, or `.` for the end of a message) → reply, or `hang up`. */
export async function smtpServer(replies: Record<string, string> = {}): Promise<SmtpServer> {
  const messages: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();

  function answer(socket: Socket, command: string): { isGood: boolean } {
    const reply = replies[command] ?? USUAL[command] ?? "250 ok";
    if (reply === "hang up") socket.destroy();
    else socket.write(`${reply}\r\n`);
    if (command === "QUIT") socket.end();
    return { isGood: /^[23]/.test(reply) };
  }

  async function serve(socket: Socket): Promise<void> {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    answer(socket, "connect");
    const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    for await (const line of lines) {
      commands.push(line);
      const command = line.split(" ")[0] ?? "";
      if (!answer(socket, command).isGood || command !== "DATA") continue;
      const message = await untilDot(lines);
      if (answer(socket, ".").isGood) messages.push(message);
    }
  }

  const server = createServer((socket) => void serve(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${portOf(server)}?from=shop@campus.example`,
    messages,
    commands,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function untilDot(lines: AsyncIterator<string>): Promise<string> {
  const message: string[] = [];
  while (true) {
    const { value, done } = await lines.next();
    if (done || value === ".") return message.join("\n");
    message.push(value);
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("Not a TCP server.");
  return address.port;
}
