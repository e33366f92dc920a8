import { afterLast, beforeFirst, inTurn, type Name, type Plan } from "./plan.ts";

/** A fact that a service says: its contract, and its places in the owner's table and README. */
export function newEvent(owner: Name, fact: Name): Plan {
  const type = `${owner.kebab}.${fact.kebab}`;
  const manifest = `services/${owner.kebab}/src/service.ts`;
  return {
    files: {
      [`contracts/events/${fact.kebab}.ts`]: `import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";

export const ${fact.camel} = defineEvent({
  type: "${type}",
  version: 1,
  owner: "${owner.kebab}",
  summary: "${fact.words}.",
  key: "id",
  schema: Type.Object({ id: Id }),
  example: { id: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10" },
});
export type ${fact.pascal} = Static<typeof ${fact.camel}.schema>;
`,
    },
    edits: {
      "contracts/index.ts": afterLast(
        /^export .*"\.\/events\//,
        `export { type ${fact.pascal}, ${fact.camel} } from "./events/${fact.kebab}.ts";`,
      ),
      [manifest]: inTurn(says(fact), importing(fact)),
      [`services/${owner.kebab}/README.md`]: listing(type, fact),
    },
    next: [
      `Describe the fact in contracts/events/${fact.kebab}.ts, then emit it in a transaction.`,
      "Before it is said for the first time: ./quad contracts --publish",
    ],
  };
}

function says({ camel }: Name) {
  return (text: string): string => {
    if (/^ {2}emits: \[/m.test(text))
      return text.replace(/^ {2}emits: \[/m, `  emits: [${camel}, `);
    return beforeFirst(/^\}\);$/, `  emits: [${camel}],`)(text);
  };
}

function importing({ camel }: Name) {
  return beforeFirst(/^import \{? ?.*\.\//, `import { ${camel} } from "@quad/contracts";`);
}

/** Where the owner says nothing yet, the table takes the place of what says so. */
function listing(type: string, fact: Name) {
  const row = `| \`${type}\` | ${fact.words.toLowerCase()} |`;
  const table = `## Says\n\n| event | when |\n| --- | --- |\n${row}\n`;
  return (text: string): string => {
    const sections = text.split(/\n(?=## )/);
    const own = sections.findIndex((each) => each.startsWith("## Says"));
    if (own === -1) return beforeFirst(/^## Promises/, table)(text);
    const section = sections[own] ?? "";
    const said = /^\|/m.test(section) ? afterLast(/^\|/, row)(section) : table;
    return sections.with(own, said).join("\n");
  };
}
