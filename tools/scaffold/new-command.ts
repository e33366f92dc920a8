import { afterLast, inTurn, type Name, type Plan } from "./plan.ts";

/** A command of quad: its words in one file, what it does in another that is loaded when needed. */
export function newCommand({ kebab, camel, pascal }: Name): Plan {
  return {
    files: {
      [`cli/src/${kebab}.ts`]: `import { Command } from "commander";

/** \`quad ${kebab}\`: says how many services there are. */
export const ${camel} = new Command("${kebab}")
  .description("Say how many services there are")
  .action(async () => {
    const { run${pascal} } = await import("./run-${kebab}.ts");
    run${pascal}();
  });
`,
      [`cli/src/run-${kebab}.ts`]: `import { serviceNames } from "./services.ts";

export function run${pascal}(print: (line: string) => void = console.log): void {
  print(\`\${serviceNames.length} services: \${serviceNames.join(", ")}\`);
}
`,
      [`cli/test/${kebab}.test.ts`]: `import { expect, test } from "vitest";
import { run${pascal} } from "../src/run-${kebab}.ts";

test("${kebab} says how many services there are", () => {
  const lines: string[] = [];
  run${pascal}((line) => lines.push(line));
  expect(lines[0]).toContain("services: catalog");
});
`,
    },
    edits: {
      "cli/src/program.ts": inTurn(
        afterLast(/^import /, `import { ${camel} } from "./${kebab}.ts";`),
        afterLast(/^ {2}engines,$/, `  ${camel},`),
      ),
      "README.md": afterLast(
        /^\| `\.\/quad bench/,
        `| \`./quad ${kebab}\` | says how many services there are |`,
      ),
    },
    next: [`Say in cli/src/${kebab}.ts what it is for, and do it in cli/src/run-${kebab}.ts.`],
  };
}
