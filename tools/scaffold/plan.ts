/** What a scaffold does to the repository; paths are from its root. */
export interface Plan {
  /** New files. */
  readonly files: Readonly<Record<string, string>>;
  /** Changes of files that are there: of their whole texts. */
  readonly edits: Readonly<Record<string, (text: string) => string>>;
  /** What is left for a person, a sentence each. */
  readonly next: readonly string[];
}

/** Reads a file of the repository; undefined when it is not there. */
export type Read = (path: string) => string | undefined;

/** Why nothing was made; it says what to do. */
export class ScaffoldRefused extends Error {}

/** A name in the forms that code needs. */
export interface Name {
  /** `study-room` */
  readonly kebab: string;
  /** `studyRoom` */
  readonly camel: string;
  /** `StudyRoom` */
  readonly pascal: string;
  /** `STUDY_ROOM` */
  readonly upper: string;
  /** `study_room`, for tables. */
  readonly snake: string;
  /** `Study room` */
  readonly words: string;
}

/** Of lower-case words with dashes between; undefined for anything else. */
export function nameOf(text: string): Name | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(text)) return undefined;
  const parts = text.split("-");
  const pascal = parts.map(capital).join("");
  return {
    kebab: text,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    upper: parts.join("_").toUpperCase(),
    snake: parts.join("_"),
    words: capital(parts.join(" ")),
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Adds a line after the last one that matches. What does not match any is a TypeError. */
export function afterLast(pattern: RegExp, line: string) {
  return (text: string): string => {
    const lines = text.split("\n");
    const last = lines.findLastIndex((each) => pattern.test(each));
    if (last === -1) throw new TypeError(`There is no line like ${pattern} to add after.`);
    return lines.toSpliced(last + 1, 0, ...line.split("\n")).join("\n");
  };
}

/** Adds a line before the first one that matches. What does not match any is a TypeError. */
export function beforeFirst(pattern: RegExp, line: string) {
  return (text: string): string => {
    const lines = text.split("\n");
    const first = lines.findIndex((each) => pattern.test(each));
    if (first === -1) throw new TypeError(`There is no line like ${pattern} to add before.`);
    return lines.toSpliced(first, 0, ...line.split("\n")).join("\n");
  };
}

/** Several changes of one file, one after the other. */
export function inTurn(...changes: readonly ((text: string) => string)[]) {
  return (text: string): string => changes.reduce((changed, change) => change(changed), text);
}

/** Adds a dependency of the house to a manifest, in its place. */
export function dependsOn(name: string) {
  return (text: string): string => {
    const manifest = JSON.parse(text) as { dependencies?: Record<string, string> };
    const all = Object.entries({ ...manifest.dependencies, [name]: "0.1.0" });
    const dependencies = Object.fromEntries(all.toSorted(([one], [two]) => (one < two ? -1 : 1)));
    return `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`;
  };
}

/** A package.json as all packages have it. */
export function manifestOf(options: {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}): string {
  const { name, description, exports, dependencies } = options;
  const manifest = {
    ...{ name: `@quad/${name}`, version: "0.1.0", private: true, description },
    ...{ license: "Apache-2.0", type: "module", exports, dependencies },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
