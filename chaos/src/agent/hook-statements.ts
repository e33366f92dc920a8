import pg from "pg";
import type { PointFault } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";
import { type Publish, publishOf, strikePublish } from "./strike-publish.ts";

export type Send = (...args: unknown[]) => unknown;
interface Client {
  query: Send;
  readonly connection: { readonly stream: { destroy(): void } };
}
type Callback = (error: unknown, result?: unknown) => void;

const STATEMENT_SHOWN = 60;

/** Every statement that this process sends passes here. */
export function hookStatements(armed: ArmedFaults): void {
  const prototype = pg.Client.prototype as unknown as Client;
  const query = prototype.query;
  prototype.query = function hooked(this: Client, ...args) {
    const text = textOf(args[0]);
    // What brings its own protocol, such as a cursor, is left alone.
    if (text === undefined) return query.apply(this, args);
    const point = armed.atStatement(text);
    const publish = publishOf(args[0]);
    const struck = publish && strikePublish(publish, armed);
    if (!point && !struck) return counted(armed, () => query.apply(this, args));
    const send = (...sent: unknown[]) =>
      counted(armed, () => query.apply(this, sent)) as Promise<unknown>;
    return withCallback(args, async (bare) => {
      const act = struck ? () => struck((changed: Publish) => send(changed)) : () => send(...bare);
      return point ? strikeAt(armed, this, { point, text, act }) : act();
    });
  };
}

/** Counts a statement as under way until it is answered, when it says so by a promise. */
function counted(armed: ArmedFaults, send: () => unknown): unknown {
  const sent = send();
  if (!(sent instanceof Promise)) return sent;
  armed.busy++;
  const done = () => {
    armed.busy--;
  };
  sent.then(done, done);
  return sent;
}

async function strikeAt(
  armed: ArmedFaults,
  client: Client,
  { point, text, act }: { point: PointFault; text: string; act: () => Promise<unknown> },
): Promise<unknown> {
  const { when, kind } = point;
  const what = `${when} ${text.slice(0, STATEMENT_SHOWN).replace(/\s+/g, " ")}`;
  const strike = () => {
    armed.land(point, what);
    if (kind === "sever") client.connection.stream.destroy();
    else process.kill(process.pid, kind === "kill" ? "SIGKILL" : "SIGSTOP");
  };
  if (when === "before") {
    strike();
    return act();
  }
  const answer = act();
  // The server has it, but its answer never comes: who knows whether it was done?
  if (kind === "sever") strike();
  else await answer.then(strike, () => {});
  return answer;
}

/** Answers by the caller's callback or by a promise, as it was asked. */
function withCallback(args: unknown[], run: (args: unknown[]) => Promise<unknown>): unknown {
  const at = args.findIndex((arg) => typeof arg === "function");
  if (at < 0) return run(args);
  const callback = args[at] as Callback;
  run(args.toSpliced(at, 1)).then(
    (result) => callback(null, result),
    (error: unknown) => callback(error),
  );
  return undefined;
}

function textOf(sent: unknown): string | undefined {
  if (typeof sent === "string") return sent.trimStart().toLowerCase();
  const { text, submit } = (sent ?? {}) as { text?: string; submit?: unknown };
  return text === undefined || submit ? undefined : text.trimStart().toLowerCase();
}
