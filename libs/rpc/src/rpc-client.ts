import type { AnswerOf, CallDefinition, RequestOf } from "@quad/contracts";
import { type Lifecycle, managed } from "@quad/lifecycle";
import { currentService, injectTrace, inSpan, timed } from "@quad/telemetry";
import { Agent, type Dispatcher, request } from "undici";
import { callPath } from "./call-path.ts";
import { refusalOf } from "./refusal-of.ts";
import { rpcErrors } from "./rpc-errors.ts";
import { rpcMetrics } from "./rpc-metrics.ts";

/**
 * Asks the owner of a call. How it fails says what is known:
 * - CALL_UNAVAILABLE: the owner was not reached, so nothing happened.
 * - CALL_UNANSWERED: it may have happened, or may still. Ask again with the same request.
 * - Any other code is the owner's own refusal, and a definite one.
 */
export type Ask = <Definition extends CallDefinition>(
  definition: Definition,
  request: RequestOf<Definition>,
  options?: AskOptions,
) => Promise<AnswerOf<Definition>>;

export interface AskOptions {
  /** Ends the wait before the deadline of the call. */
  readonly signal?: AbortSignal;
}

/** Calls to other services. A stop lets those under way end. */
export interface RpcClient extends Lifecycle {
  readonly ask: Ask;
}

export interface RpcClientOptions {
  /** Base URL of a service, or undefined while it is not known. */
  readonly addressOf: (service: string) => string | undefined;
}

const CONNECT_WITHIN_MS = 2_000;
/** To one service at the same time; others wait for their turn. */
const CONNECTIONS_MAX = 64;

/** What fails before the request is on its way. */
const NEVER_SENT = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"],
  "UND_ERR_CONNECT_TIMEOUT",
]);

export function rpcClient({ addressOf }: RpcClientOptions): RpcClient {
  let agent: Agent | undefined;
  const lifecycle = managed({
    async start() {
      agent = new Agent({
        connections: CONNECTIONS_MAX,
        connect: { timeout: CONNECT_WITHIN_MS },
      });
    },
    async stop() {
      await agent?.close();
      agent = undefined;
    },
  });

  async function ask(definition: CallDefinition, body: object, { signal }: AskOptions = {}) {
    const { name, owner, deadlineMs } = definition;
    const base = addressOf(owner);
    if (!agent) throw rpcErrors.CALL_UNAVAILABLE({ call: name, reason: "the asker has stopped" });
    if (base === undefined) {
      throw rpcErrors.CALL_UNAVAILABLE({ call: name, reason: `${owner} is not running` });
    }
    const deadline = AbortSignal.timeout(deadlineMs);
    const dispatcher = agent;
    const response = await request(base + callPath(definition), {
      dispatcher,
      method: "POST",
      headers: injectTrace({ "content-type": "application/json" }),
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
    }).catch((error: unknown) => fail(name, error));
    return read(name, response);
  }

  return {
    ask: ((definition, body, options) =>
      inSpan(`ask ${definition.name}`, { kind: "client" }, () =>
        timed(
          () => ask(definition, body as object, options),
          (seconds, errorType) => measure(definition, seconds, errorType),
        ),
      )) as Ask,
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}

function measure({ name }: CallDefinition, seconds: number, errorType: string): void {
  const labels = { service: currentService(), "rpc.method": name, "error.type": errorType };
  rpcMetrics.callDuration.record(labels, seconds);
}

async function read(call: string, { statusCode, body }: Dispatcher.ResponseData): Promise<unknown> {
  const answer = await body.json().catch((error: unknown) => fail(call, error));
  if (statusCode < 300) return answer;
  const refusal = refusalOf(statusCode, answer);
  if (refusal) throw refusal;
  const { detail = "" } = answer as { detail?: string };
  throw rpcErrors.CALL_UNANSWERED({ call, reason: `status ${statusCode} ${detail}` });
}

function fail(call: string, error: unknown): never {
  const { code = "", message } = error as { code?: string; message: string };
  const factory = NEVER_SENT.has(code) ? rpcErrors.CALL_UNAVAILABLE : rpcErrors.CALL_UNANSWERED;
  throw factory({ call, reason: message || code }, error);
}
