import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, refusal, stripeLedger } from "./stripe-ledger.ts";
import { type Webhooks, webhooks } from "./webhooks.ts";

/** What goes wrong at the next request that changes something. */
export type Fault =
  /** The request is read, and nothing else happens. */
  | "hang before"
  | "hang after"
  | "drop before"
  | "drop after"
  /** 500, kept under the key like any other answer. */
  | "500 before"
  | "500 after"
  /** Turned away: too many requests. */
  | "limited"
  /** Another request is at work on the same payment. */
  | "locked";

export interface StripeShapedServer extends AsyncDisposable {
  readonly url: string;
  readonly ledger: ReturnType<typeof stripeLedger>;
  readonly webhooks: Webhooks;
  /** Of requests that changed something or tried to, with their forms. */
  readonly posts: readonly { readonly path: string; readonly form: URLSearchParams }[];
  next(...faults: Fault[]): void;
  /** As if everything had happened so much earlier; keys that are 24 hours old are forgotten. */
  age(ms: number): void;
}

/** How long an endpoint is at work: long enough for calls to meet. */
const WORK_MS = 5;
const API_KEY = "sk_test_of_the_server";
const NOTICE_SECRET = "whsec_of_the_server";
export const credentials: { readonly apiKey: string; readonly noticeSecret: string } = {
  apiKey: API_KEY,
  noticeSecret: NOTICE_SECRET,
};

const KEY_LASTS_MS = 24 * 3_600_000;
const MS_PER_SECOND = 1_000;

interface Kept {
  readonly fingerprint: string;
  /** Undefined while the first request is at work. */
  answer?: Answer;
  at: number;
}

/** A server of Stripe's shape on this machine, with books of its own, that fails as it is told. */
export async function stripeShapedServer(): Promise<StripeShapedServer> {
  const hooks = webhooks(NOTICE_SECRET);
  const ledger = stripeLedger(hooks.emit);
  const keys = new Map<string, Kept>();
  const faults: Fault[] = [];
  const posts: { path: string; form: URLSearchParams }[] = [];

  /** As https://docs.stripe.com/api/idempotent_requests says. */
  async function once24Hours(key: string, fingerprint: string, work: () => Answer) {
    const kept = keys.get(key);
    if (kept && kept.fingerprint !== fingerprint) return refusal({ type: "idempotency_error" });
    if (kept && !kept.answer)
      return { status: 409, body: { error: { type: "idempotency_error" } } };
    if (kept?.answer) return kept.answer;
    const mine: Kept = { fingerprint, at: Date.now() };
    keys.set(key, mine);
    await sleep(WORK_MS);
    const answer = work();
    if (answer.unsaved) keys.delete(key);
    else mine.answer = answer;
    return answer;
  }

  async function change(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const path = request.url ?? "";
    const form = new URLSearchParams(body);
    posts.push({ path, form });
    const fault = faults.shift();
    if (fault === "hang before") return;
    if (fault === "drop before") return void request.socket.destroy();
    if (fault === "limited") return respond(response, { status: 429, body: { error: {} } });
    if (fault === "locked") {
      return respond(response, { status: 429, body: { error: { code: "lock_timeout" } } });
    }
    const work = () => {
      const broken = { status: 500, body: { error: { type: "api_error" } } };
      if (fault === "500 before") return broken;
      const answer = path === "/v1/refunds" ? ledger.refund(form) : ledger.pay(form);
      return fault === "500 after" ? broken : structuredClone(answer);
    };
    const key = String(request.headers["idempotency-key"]);
    const answer = await once24Hours(key, `${path} ${body}`, work);
    if (fault === "hang after") return;
    if (fault === "drop after") return void request.socket.destroy();
    respond(response, answer);
  }

  function look({ pathname, searchParams }: URL): Answer {
    const list = (data: readonly unknown[]): Answer => ({
      status: 200,
      body: { object: "list", data: data.slice(0, Number(searchParams.get("limit"))) },
    });
    if (pathname === "/v1/charges") {
      const group = searchParams.get("transfer_group");
      return list(ledger.charges.filter((charge) => charge.transfer_group === group));
    }
    if (pathname === "/v1/refunds") {
      const intent = searchParams.get("payment_intent");
      return list(ledger.refunds.filter((refund) => refund.payment_intent === intent));
    }
    const intent = ledger.intent(decodeURIComponent(pathname.split("/")[3] ?? ""));
    return intent ? { status: 200, body: intent } : { ...refusal({}), status: 404 };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${API_KEY}`) {
      respond(response, { status: 401, body: { error: { type: "invalid_request_error" } } });
    } else if (request.method === "POST") await change(request, response);
    else respond(response, look(new URL(request.url ?? "", "http://server")));
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `stripe+http://127.0.0.1:${portOf(server)}`,
    ledger,
    webhooks: hooks,
    posts,
    next: (...planned) => void faults.push(...planned),
    age(ms) {
      const booked = [...ledger.charges, ...ledger.refunds];
      for (const entry of booked) entry.created -= Math.floor(ms / MS_PER_SECOND);
      for (const [key, kept] of keys) {
        kept.at -= ms;
        if (Date.now() - kept.at > KEY_LASTS_MS) keys.delete(key);
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function respond(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("Not a TCP server.");
  return address.port;
}
