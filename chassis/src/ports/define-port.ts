import type { SettingDefinitions } from "@quad/config";
import type { Lifecycle } from "@quad/lifecycle";

/** What the adapters of all ports have in common. */
export interface Port extends Lifecycle {
  /** `multiProcess: false` in it says that the adapter reaches one process only. */
  readonly supports: object;
}

/** All that the chassis has to know of a port; settings, types and refusals follow from it. */
export interface PortDefinition<P extends Port, Context, Setting extends string = string> {
  /** The setting whose URL chooses the adapter. */
  readonly setting: Setting;
  readonly default: string;
  /** What the port is for, as the beginning of what `quad config` says. */
  readonly meaning: string;
  /** By URL scheme with its colon. A `file:` URL names a module outside Quad, for every port. */
  readonly adapters: Readonly<Record<string, Adapter<P, Context>>>;
  /** What adapters are told beside their URL, such as the key of a provider. */
  readonly settings?: SettingDefinitions;
  /**
   * What a service is given of the instance that its process shares, so that names which two
   * services happen to choose do not meet. All of it when left out: what goes through such a port
   * says itself whose it is.
   */
  readonly scope?: (shared: P, service: string) => P;
}

export interface Adapter<P, Context> {
  /** For `quad config`: what a person should know before choosing it. */
  readonly note?: string;
  /** Those to the campus's database server that a process holds at most. Default: none. */
  readonly connections?: number;
  /** Not started, and nothing reached yet. Called when first needed: import the engine in it. */
  readonly open: (context: Context) => Promise<P>;
}

/** Declares a port whose adapters are opened with a `Context`. */
export function definePort<P extends Port, Context>() {
  return <const Setting extends string>(definition: PortDefinition<P, Context, Setting>) =>
    Object.freeze(definition);
}
