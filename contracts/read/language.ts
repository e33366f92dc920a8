import type { Reading } from "./reading.ts";

/**
 * The BCP 47 code of a language as people and libraries write it: `en`, `eng`, `en_US`, `ger`,
 * `English`, `Français`; null where the text says that it is unknown.
 */
export function readLanguage(written: string): Reading<string | null> {
  const text = written.trim();
  if (/^(|[-–—?]+|n\/?a|und|zxx|mul|unknown|undetermined|null)$/i.test(text)) {
    return { value: null };
  }
  const code = codeOf(text);
  if (code !== undefined) return { value: code };
  const codes = [...new Set(text.split(/[;,/|]/).flatMap((part) => codeOf(part.trim()) ?? []))];
  if (codes.length > 1) return { reason: `the language ${text} may be ${codes.join(" or ")}` };
  return { reason: `${text} is not a language, such as en or pt-BR` };
}

function codeOf(text: string): string | undefined {
  return tagOf(text.replaceAll("_", "-")) ?? codesByName().get(plain(text));
}

/** A name such as `english` has the form of a tag, but stands for no language. */
function tagOf(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text);
    const language = tag?.split("-", 1)[0] ?? "";
    return language.length === 3 || ENGLISH.of(language) !== undefined ? tag : undefined;
  } catch {
    return undefined;
  }
}

const ENGLISH = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** In which languages the names of all languages are known, beside each language's own. */
const NAMING = ["en", "de", "fr", "es", "it", "pt", "nl"];
let names: Map<string, string> | undefined;

function codesByName(): Map<string, string> {
  names ??= new Map([
    ...CODES.flatMap((code) => namesOf(code, [code])),
    ...NAMING.flatMap((naming) => namesOf(naming, CODES)),
  ]);
  return names;
}

function namesOf(naming: string, codes: readonly string[]): [string, string][] {
  const known = new Intl.DisplayNames(naming, { type: "language", fallback: "none" });
  return codes.flatMap((code) => {
    const name = known.of(code);
    return name ? [[plain(name), code] as [string, string]] : [];
  });
}

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`)).filter(
  (code) => ENGLISH.of(code) !== undefined && Intl.getCanonicalLocales(code)[0] === code,
);

function plain(name: string): string {
  return name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
