/**
 * One environment variable, declared as data. Every setting has a default, so that the campus
 * starts with none set; a default is written as a person would write it.
 */
export type SettingDefinition = {
  /** One sentence for the person who reads `quad config`. */
  readonly meaning: string;
  /** Kept out of everything that is printed; of a URL only the password. */
  readonly secret?: boolean;
} & (
  | { readonly kind: "port"; readonly default: number }
  | {
      readonly kind: "integer";
      readonly default: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: "boolean"; readonly default: boolean }
  /** `500ms`, `30s`, `10m`, `2h` or `7d`; its value is in milliseconds. */
  | { readonly kind: "duration"; readonly default: string }
  | { readonly kind: "oneOf"; readonly default: string; readonly options: readonly string[] }
  /** Schemes without the colon; any when left out. */
  | { readonly kind: "url"; readonly default: string; readonly schemes?: readonly string[] }
  | { readonly kind: "path"; readonly default: string }
  /** `expected` says in words what `pattern` says in symbols. */
  | {
      readonly kind: "string";
      readonly default: string;
      readonly pattern?: string;
      readonly expected?: string;
    }
);

export type SettingDefinitions = Readonly<Record<string, SettingDefinition>>;

export type SettingValue<D extends SettingDefinition> = D extends {
  kind: "port" | "integer" | "duration";
}
  ? number
  : D extends { kind: "boolean" }
    ? boolean
    : D extends { kind: "oneOf" }
      ? D["options"][number]
      : string;

/** The values of a set of definitions, by name. */
export type SettingsOf<D extends SettingDefinitions> = {
  readonly [Name in keyof D]: SettingValue<D[Name]>;
};
