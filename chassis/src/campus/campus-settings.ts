import {
  defineSettings,
  mergeSettings,
  readSettings,
  type SettingDefinitions,
  type SettingsOf,
} from "@quad/config";
import { samplerNames } from "@quad/telemetry";
import { adapterSettings, portSettings } from "../ports/port-settings.ts";
import type { PortSetting } from "../ports/ports.ts";

const HOST_AND_PORT = "[a-zA-Z0-9.:\\[\\]-]+:\\d{1,5}";
const PEER = "\\s*[a-z][a-z0-9-]*=https?://[^\\s,/]+/?\\s*";

/** What belongs to no port. */
const baseSettings = defineSettings({
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
    schemes: ["embedded", "postgres", "postgresql", "file"],
    default: "embedded:",
    secret: true,
    meaning:
      "The database server; embedded: starts one under QUAD_HOME, file:<module> one that `open` of a module gives. The role must be allowed to create roles and databases.",
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
  QUAD_LISTEN: {
    kind: "string",
    pattern: `^${HOST_AND_PORT}$`,
    default: "127.0.0.1:0",
    meaning: "host:port for a service run by itself; port 0 takes a free one.",
  },
  QUAD_METRICS_LISTEN: {
    kind: "string",
    pattern: `^${HOST_AND_PORT}$`,
    expected: "host:port",
    default: "",
    meaning:
      "host:port at which the gateway answers /metrics, which it never does at its public port; nowhere when empty.",
  },
  QUAD_GRANT: {
    kind: "string",
    default: "",
    secret: true,
    meaning:
      "What a service that runs by itself may reach, as `quad grant` writes it; instead of QUAD_POSTGRES and QUAD_SECRET.",
  },
  QUAD_PEERS: {
    kind: "string",
    pattern: `^${PEER}(,${PEER})*$`,
    expected: "services and their base URLs: orders=http://host:port,cart=http://host:port",
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

/** Where spans are sent. OpenTelemetry's exporter reads these and its other variables itself. */
const traceSettings = defineSettings({
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    kind: "string",
    pattern: "^https?://.+$",
    expected: "the http:// or https:// URL of an OTLP receiver",
    default: "",
    meaning: "An OTLP receiver, to which traces are sent over HTTP; none when empty.",
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    kind: "string",
    pattern: "^https?://.+$",
    expected: "the http:// or https:// URL to which traces are posted",
    default: "",
    meaning: "The whole URL for traces, where it is not <receiver>/v1/traces.",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    kind: "string",
    default: "",
    secret: true,
    meaning: "What is sent along to the OTLP receiver: name=value,name=value.",
  },
  OTEL_TRACES_SAMPLER: {
    kind: "oneOf",
    options: samplerNames,
    // Not OpenTelemetry's parentbased_always_on: the header of a stranger would hide a request.
    default: "always_on",
    meaning: "Which traces are sent; parentbased_… follows the headers of whoever asked.",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    kind: "string",
    pattern: "^(0|1|0?\\.\\d+)$",
    expected: "a share between 0 and 1, such as 0.1",
    default: "1",
    meaning: "The share of traces that …traceidratio samplers send.",
  },
});

/** What every process of the campus may be told. Services add their own in their manifests. */
export const campusSettings: SettingDefinitions = mergeSettings(
  mergeSettings(baseSettings, traceSettings),
  mergeSettings(portSettings, adapterSettings),
);

/**
 * What every process of the campus is told; settings that belong to services are not looked at.
 * Error: CONFIG_INVALID.
 */
export function readCampusSettings(
  environment: Readonly<Record<string, string | undefined>>,
): PlatformSettings {
  const own = Object.entries(environment).filter(([name]) => Object.hasOwn(campusSettings, name));
  return readSettings(campusSettings, Object.fromEntries(own)) as PlatformSettings;
}

export type PlatformSettings = SettingsOf<typeof baseSettings> &
  SettingsOf<typeof traceSettings> &
  PortSettingValues;

/** The values of settings that ports declare: of those that choose an adapter, URLs. */
type PortSettingValues = Readonly<Record<PortSetting, string>> & Readonly<Record<string, unknown>>;
