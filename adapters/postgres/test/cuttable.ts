import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A database behind a network of the test's own, which can break. */
export interface Cuttable extends AsyncDisposable {
  readonly url: string;
  /** Ends every connection without a word and refuses new ones, as when the process is killed. */
  cut(): void;
  /** Lets connections in again. */
  restore(): void;
  /** Ends every connection, but new ones are welcome. */
  sever(): void;
}

export async function cuttable({ url }: { url: string }): Promise<Cuttable> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;

  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const through = new URL(url);
  if (address && typeof address === "object") through.port = String(address.port);
  // Not by the socket in the file system, past this.
  through.searchParams.delete("host");

  const sever = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: through.href,
    sever,
    cut() {
      isCut = true;
      sever();
    },
    restore() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      sever();
      server.close();
      await once(server, "close");
    },
  };
}
