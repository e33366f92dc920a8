import {
  afterLast,
  dependsOn,
  inTurn,
  manifestOf,
  type Name,
  nameOf,
  type Plan,
  type Read,
  ScaffoldRefused,
} from "./plan.ts";

/**
 * An adapter that begins as the port's memory adapter, the simplest correct code: it passes the
 * suite from its first line on, while its client takes the place of the map piece by piece.
 */
export function newAdapter(technology: Name, port: Name, read: Read): Plan {
  const source = read(`ports/${port.kebab}/src/memory-${port.kebab}.ts`);
  const test = read(`ports/${port.kebab}/test/memory-${port.kebab}.test.ts`);
  const index = read(`ports/${port.kebab}/src/index.ts`);
  if (!(source && test && index)) throw new ScaffoldRefused(`There is no port ${port.kebab}.`);
  const folder = `adapters/${technology.kebab}`;
  const file = `${technology.kebab}-${port.kebab}`;
  const own = nameOf(file) as Name;
  const memory = `memory${port.pascal}`;
  const adapter = fromOutside(source, port, index).replaceAll(memory, own.camel);
  const isNew = read(`${folder}/package.json`) === undefined;
  const imported = [...adapter.matchAll(/from "(@quad\/[^"/]+)/g)].map(([, name = ""]) => name);
  const needs = [...new Set(imported)];
  return {
    files: {
      ...(isNew && {
        [`${folder}/package.json`]: manifestOf({
          name: technology.kebab,
          description: `Adapters on ${technology.words}.`,
          exports: { [`./${port.kebab}`]: `./src/${file}.ts` },
          dependencies: Object.fromEntries(needs.toSorted().map((name) => [name, "0.1.0"])),
        }),
        [`${folder}/README.md`]: readme(technology, port, own),
      }),
      [`${folder}/src/${file}.ts`]: adapter.replace(
        /The reference adapter: every promise in the simplest correct code\./,
        "Begun as the memory adapter of the port: no client is in it yet.",
      ),
      [`${folder}/test/${port.kebab}.test.ts`]: test
        .replace(`"@quad/${port.kebab}";`, `"@quad/${technology.kebab}/${port.kebab}";`)
        .replaceAll(memory, own.camel)
        .replace('"memory"', `"${file}"`),
    },
    edits: {
      ...(!isNew && {
        [`${folder}/package.json`]: (text: string) =>
          withExport(
            needs.reduce((changed, name) => dependsOn(name)(changed), text),
            port,
            file,
          ),
      }),
      [`chassis/src/ports/${port.kebab}-port.ts`]: inTurn(
        afterLast(
          /^ {2}adapters: \{$/,
          `    "${technology.kebab}:": {
      note: "one process",
      open: async () =>
        (await import("@quad/${technology.kebab}/${port.kebab}")).${own.camel}(),
    },`,
        ),
      ),
      "chassis/package.json": dependsOn(`@quad/${technology.kebab}`),
      [`ports/${port.kebab}/README.md`]: withColumn(file),
    },
    next: [
      `Put the client into ${folder}/src/${file}.ts until the suite says so of a real engine, then take its note away in chassis/src/ports/${port.kebab}-port.ts.`,
    ],
  };
}

/** What the memory adapter takes from the files beside it, an adapter takes from the package. */
function fromOutside(source: string, port: Name, index: string): string {
  const imports = /^import (type )?(\{[^}]*\}) from "\.\/[^"]+";$/gm;
  return source.replace(imports, (_, type = "", names: string) => {
    for (const [name] of names.matchAll(/\w+/g)) {
      if (name !== "type" && !new RegExp(`\\b${name}\\b`).test(index)) {
        throw new ScaffoldRefused(
          `The memory adapter of ${port.kebab} is made of parts that the port keeps to itself ` +
            `(${name}): begin with ports/${port.kebab}/IMPLEMENTING.md.`,
        );
      }
    }
    return `import ${type}${names} from "@quad/${port.kebab}";`;
  });
}

function withExport(text: string, port: Name, file: string): string {
  const manifest = JSON.parse(text);
  manifest.exports[`./${port.kebab}`] = `./src/${file}.ts`;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** It keeps what the memory adapter keeps, whose column comes first in the table of promises. */
function withColumn(title: string): (text: string) => string {
  const rowOf = (row: string) => {
    const memory = row.split("|")[3]?.trim() ?? "";
    return `${row} ${memory === "memory" ? title : memory} |`;
  };
  return (text) =>
    text.replace(/^\| promise \| checks \|.*(?:\n\|.*)*/m, (table) =>
      table.split("\n").map(rowOf).join("\n"),
    );
}

function readme(technology: Name, port: Name, own: Name): string {
  return `# Adapters on ${technology.words}

\`\`\`ts
import { ${own.camel} } from "@quad/${technology.kebab}/${port.kebab}";

const adapter = ${own.camel}();
await adapter.start();
console.log(adapter.supports);
await adapter.stop();
\`\`\`

| port | adapter |
| --- | --- |
| ${port.kebab} | \`src/${own.kebab}.ts\`, begun as the port's memory adapter, without a client |
`;
}
