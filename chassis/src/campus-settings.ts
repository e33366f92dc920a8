import { defineSettings } from "@quad/config";

/** What every process of the campus may be told. Services add their own in their manifests. */
export const campusSettings = defineSettings({
  QUAD_PORT: {
    kind: "port",
    default: 8080,
    meaning: "The one public port: the gateway listens there.",
  },
  QUAD_HOST: {
    kind: "string",
    default: "127.0.0.1",
    meaning: "The address the gateway listens on; 0.0.0.0 lets other machines in.",
  },
  QUAD_HOME: {
    kind: "path",
    default: ".quad",
    meaning: "The one folder Quad writes to: data, secrets, logs.",
  },
  QUAD_POSTGRES: {
    kind: "url",
    schemes: ["embedded", "postgres", "postgresql"],
    default: "embedded:",
    secret: true,
    meaning:
      "The database server; embedded: starts one under QUAD_HOME. The role must be allowed to create roles and databases.",
  },
  QUAD_SECRET: {
    kind: "string",
    default: "",
    secret: true,
    meaning:
      "What passwords and signing keys are derived from; generated under QUAD_HOME when empty.",
  },
  QUAD_DATABASE_PREFIX: {
    kind: "string",
    pattern: "^[a-z][a-z0-9_]{0,30}$",
    default: "quad_",
    meaning:
      "What the names of databases and roles begin with, so that several campuses can share a server.",
  },
  QUAD_BUS: {
    kind: "url",
    default: "postgres:",
    secret: true,
    meaning: "Events between services: postgres: | memory: (one process) | file:<module>.",
  },
  QUAD_CHARGE: {
    kind: "url",
    default: "simulated:",
    secret: true,
    meaning:
      "The payment provider: simulated: (no money moves; tells payments of outcomes, or ?notices=<url>) | stripe: | file:<module>.",
  },
  QUAD_CHARGE_KEY: {
    kind: "string",
    default: "",
    secret: true,
    meaning: "What the payment provider knows the campus by: with stripe:, its secret API key.",
  },
  QUAD_CHARGE_NOTICE_SECRET: {
    kind: "string",
    default: "",
    secret: true,
    meaning:
      "What the payment provider signs its notices with: with stripe:, the endpoint's signing secret. simulated: derives one when empty.",
  },
  QUAD_LOCK: {
    kind: "url",
    default: "postgres:",
    secret: true,
    meaning: "Locks between processes: postgres: | memory: (one process) | file:<module>.",
  },
  QUAD_MAILER: {
    kind: "url",
    default: "mailbox:",
    secret: true,
    meaning:
      "Outgoing mail: mailbox: (kept for reading in the campus) | smtp://host:port | file:<module>.",
  },
  QUAD_LISTEN: {
    kind: "string",
    pattern: "^[a-zA-Z0-9.:\\[\\]-]+:\\d{1,5}$",
    default: "127.0.0.1:0",
    meaning: "host:port for a service run by itself; port 0 takes a free one.",
  },
  QUAD_PEERS: {
    kind: "string",
    default: "",
    meaning: "Where other services are when they run elsewhere: orders=http://host:port,cart=….",
  },
  QUAD_LOG_LEVEL: {
    kind: "oneOf",
    options: ["trace", "debug", "info", "warn", "error"],
    default: "info",
    meaning: "The least severe log lines that are written.",
  },
  QUAD_LOG_FORMAT: {
    kind: "oneOf",
    options: ["pretty", "json"],
    default: "pretty",
    meaning: "pretty for people, json for collectors.",
  },
});
