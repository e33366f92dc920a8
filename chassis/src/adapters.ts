import { pathToFileURL } from "node:url";
import type { Bus } from "@quad/bus";
import type { Charge } from "@quad/charge";
import type { Clock } from "@quad/clock";
import type { SettingsOf } from "@quad/config";
import type { Locks } from "@quad/lock";
import type { Mailer } from "@quad/mailer";
import type { PostgresEventStoreOptions } from "@quad/postgres/event-store";
import type { PostgresSagaOptions } from "@quad/postgres/sagas";
import type { Logger } from "@quad/telemetry";
import type { campusSettings } from "./campus-settings.ts";
import { chassisErrors } from "./chassis-errors.ts";
import { postNotices } from "./post-notices.ts";

/** What an adapter may need besides its URL. */
export interface AdapterContext {
  readonly url: URL;
  readonly clock: Clock;
  readonly log: Logger;
  /** The URL of a database of the adapter's own on the campus's server; created when missing. */
  databaseUrl(name: string): Promise<string>;
  /** Derived from the campus's own: the same in every process, another for every purpose. */
  secret(purpose: string): string;
  /** Base URL of a service, or undefined while it is not known. */
  addressOf(service: string): string | undefined;
  readonly settings: Pick<
    SettingsOf<typeof campusSettings>,
    "QUAD_CHARGE_KEY" | "QUAD_CHARGE_NOTICE_SECRET"
  >;
}

/** Every port that a setting chooses the adapter of. */
export interface Ports {
  readonly bus: Bus;
  readonly charge: Charge;
  readonly locks: Locks;
  readonly mailer: Mailer;
}
type Open<Port> = (context: AdapterContext) => Promise<Port>;

/** The one place that knows adapters: URL scheme → how to open it. Loaded when first used. */
const adapters: { readonly [Name in keyof Ports]: Readonly<Record<string, Open<Ports[Name]>>> } = {
  bus: {
    "postgres:": async (context) => {
      const { postgresBus } = await import("@quad/postgres/bus");
      return postgresBus({ ...context, url: await postgresUrl(context, "bus") });
    },
    "memory:": async ({ clock }) => (await import("@quad/bus")).memoryBus({ clock }),
  },
  charge: {
    "simulated:": async (context) => {
      const { postgresSimulatedCharge } = await import("@quad/postgres/charge");
      return postgresSimulatedCharge({
        ...context,
        url: await context.databaseUrl("charge"),
        noticeSecret:
          context.settings.QUAD_CHARGE_NOTICE_SECRET || context.secret("charge/notices"),
        notify: postNotices(() => receiverOf(context)),
      });
    },
    "stripe:": openStripe,
    "stripe+http:": openStripe,
  },
  locks: {
    "postgres:": async (context) => {
      const { postgresLocks } = await import("@quad/postgres/locks");
      return postgresLocks({ ...context, url: await postgresUrl(context, "lock") });
    },
    "memory:": async ({ clock }) => (await import("@quad/lock")).memoryLocks({ clock }),
  },
  mailer: {
    "mailbox:": async (context) => {
      const { postgresMailbox } = await import("@quad/postgres/mailbox");
      return postgresMailbox({ ...context, url: await context.databaseUrl("mailbox") });
    },
    "smtp:": async ({ url }) => (await import("@quad/smtp")).smtpMailer({ url: url.href }),
    "smtps:": async ({ url }) => (await import("@quad/smtp")).smtpMailer({ url: url.href }),
  },
};

/** The campus itself, as a provider elsewhere would be told its address. */
function receiverOf({ url, addressOf }: AdapterContext): string | undefined {
  const payments = addressOf("payments");
  const own = payments && `${payments}/api/payments/notices`;
  return url.searchParams.get("notices") ?? own;
}

async function openStripe({ url, clock, settings }: AdapterContext): Promise<Charge> {
  const { stripeCharge } = await import("@quad/stripe");
  return stripeCharge({
    url: url.href,
    apiKey: settings.QUAD_CHARGE_KEY,
    noticeSecret: settings.QUAD_CHARGE_NOTICE_SECRET,
    clock,
  });
}

/** Sagas live in the database of the service whose they are. */
export async function openSagas<Schema>(options: PostgresSagaOptions<Schema>) {
  const { postgresSagas } = await import("@quad/postgres/sagas");
  return postgresSagas(options);
}

/** So do the streams of events that are a service's state. */
export async function openEvents<Schema>(options: PostgresEventStoreOptions<Schema>) {
  const { postgresEventStore } = await import("@quad/postgres/event-store");
  return postgresEventStore(options);
}

const SETTINGS = {
  bus: "QUAD_BUS",
  charge: "QUAD_CHARGE",
  locks: "QUAD_LOCK",
  mailer: "QUAD_MAILER",
} as const;

/**
 * Opens the adapter that a setting names; it is not started yet.
 * Errors: ADAPTER_UNKNOWN, ADAPTER_MODULE_INVALID.
 */
export async function openAdapter<Name extends keyof Ports>(
  port: Name,
  context: AdapterContext,
): Promise<Ports[Name]> {
  const { url } = context;
  const open = adapters[port][url.protocol];
  if (open) return open(context);
  if (url.protocol === "file:") return openModule(port, context);
  throw chassisErrors.ADAPTER_UNKNOWN({
    setting: SETTINGS[port],
    scheme: url.protocol,
    known: Object.keys(adapters[port]).join(", "),
  });
}

/** A module outside Quad, such as the work of a lab, that exports `open(context)`. */
async function openModule<Name extends keyof Ports>(
  port: Name,
  context: AdapterContext,
): Promise<Ports[Name]> {
  const module = context.url.href.slice("file:".length);
  const details = { setting: SETTINGS[port], module };
  try {
    const { open } = (await import(pathToFileURL(module.replace(/^\/\//, "")).href)) as {
      open?: Open<Ports[Name]>;
    };
    if (typeof open === "function") return await open(context);
  } catch (error) {
    throw chassisErrors.ADAPTER_MODULE_INVALID({ ...details, reason: String(error) }, error);
  }
  throw chassisErrors.ADAPTER_MODULE_INVALID({ ...details, reason: "no such export" });
}

/** `postgres:` alone means a database of the campus's own server; a whole URL means that one. */
function postgresUrl({ url, databaseUrl }: AdapterContext, name: string): Promise<string> {
  return url.host === "" ? databaseUrl(name) : Promise.resolve(url.href);
}
