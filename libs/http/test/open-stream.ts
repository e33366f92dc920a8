import { get, type IncomingMessage } from "node:http";
import { eventually } from "@quad/testkit";

export interface OpenStream {
  readonly response: IncomingMessage;
  /** What has come so far. */
  text(): string;
  /** Waits until this has come. */
  until(part: string): Promise<void>;
  /** Waits for the end: true when it was an orderly one. */
  ended(): Promise<boolean>;
  hangUp(): void;
}

/** A client of an event stream, on a socket of its own. */
export async function openStream(url: string): Promise<OpenStream> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = get(url, { agent: false }, resolve).on("error", reject);
  const response = await promise;
  const closed = Promise.withResolvers<boolean>();
  let text = "";
  response.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  response.on("error", () => {}).on("close", () => closed.resolve(response.complete));
  return {
    response,
    text: () => text,
    until: async (part) => {
      await eventually(() => text.includes(part), { withinMs: 10_000, what: `${part} has come` });
    },
    ended: () => closed.promise,
    hangUp: () => void request.destroy(),
  };
}
