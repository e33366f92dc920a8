import type pg from "pg";
import { isStalePlan, type PreparedStatements } from "./prepared-statements.ts";
import { WITH_NEXT } from "./with-next.ts";

type Result = pg.QueryResult;

interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** Of a client, what is used here. */
interface Sending extends Pick<pg.ClientBase, "query"> {
  readonly socket: { cork(): void; uncork(): void };
}

const NOTHING: Result = { command: "", rowCount: 0, oid: 0, fields: [], rows: [] };

/**
 * A connection in pipeline mode: it does not wait for an answer before it sends what comes next,
 * and the server works off what it gets in order. So a transaction begins with its first statement,
 * and what is marked `withNext` travels with what follows it, such as the outbox with the commit:
 * the commit of a transaction in which something has failed is a rollback.
 */
export function pipelinedConnection(client: Sending, prepared: PreparedStatements) {
  /** To be sent with the next statement. */
  let waiting: Statement[] = [];

  function send({ text, parameters }: Statement): Promise<Result> {
    const name = parameters.length > 0 ? prepared.nameOf(text) : undefined;
    return client.query({ ...(name && { name }), text, values: [...parameters] });
  }

  /** Rejects as the first that fails: what is behind it fails for its sake. */
  async function sendAll(statements: readonly Statement[]): Promise<Result> {
    // All in one packet.
    client.socket.cork();
    const sent = statements.map(send);
    client.socket.uncork();
    const results = await Promise.all(sent);
    return results.at(-1) ?? NOTHING;
  }

  async function sendAgain(statements: readonly Statement[], error: unknown): Promise<Result> {
    if (!isStalePlan(error)) throw error;
    prepared.forget();
    // In a transaction nothing but a rollback works any more: it has to run again as a whole.
    return sendAll(statements).catch(() => Promise.reject(error));
  }

  return {
    async query(text: string, parameters: readonly unknown[]): Promise<Result> {
      if (text === "begin" || text.startsWith(WITH_NEXT)) {
        waiting.push({ text: text.replace(WITH_NEXT, ""), parameters });
        return NOTHING;
      }
      const before = text === "rollback" ? [] : waiting;
      const isBegun = waiting[0]?.text !== "begin";
      waiting = [];
      // A transaction that the server has not heard of needs no end.
      if (!isBegun && isEnd(text) && before.length < 2) return NOTHING;
      const statements = [...before, { text, parameters }];
      return sendAll(statements).catch((error) => sendAgain(statements, error));
    },
    /** Whoever has the connection next starts afresh. */
    release(): void {
      waiting = [];
    },
  };
}

function isEnd(text: string): boolean {
  return text === "commit" || text === "rollback";
}
