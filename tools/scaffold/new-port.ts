import {
  afterLast,
  beforeFirst,
  dependsOn,
  inTurn,
  manifestOf,
  type Name,
  type Plan,
} from "./plan.ts";
import { portSuite } from "./port-suite.ts";

/** A promise with a memory adapter, a suite with mutants, and its declaration in the chassis. */
export function newPort(name: Name): Plan {
  const { kebab, camel, pascal, upper } = name;
  const folder = `ports/${kebab}`;
  return {
    files: {
      [`${folder}/package.json`]: manifestOf({
        name: kebab,
        description: `${name.words}: values by name.`,
        exports: { ".": "./src/index.ts", "./conformance": "./conformance/index.ts" },
        dependencies: {
          ...{ "@quad/errors": "0.1.0", "@quad/lifecycle": "0.1.0" },
          ...{ "@quad/testkit": "0.1.0", vitest: "5.1.1" },
        },
      }),
      [`${folder}/README.md`]: readme(name),
      [`${folder}/IMPLEMENTING.md`]: implementing(name),
      [`${folder}/src/index.ts`]: `export { checkEntry } from "./check-entry.ts";
export type { ${pascal}, ${pascal}Supports } from "./${kebab}.ts";
export { ${camel}Errors } from "./${kebab}-errors.ts";
export { memory${pascal} } from "./memory-${kebab}.ts";
`,
      [`${folder}/src/${kebab}.ts`]: theInterface(name),
      [`${folder}/src/${kebab}-errors.ts`]: errors(name),
      [`${folder}/src/check-entry.ts`]: checkEntry(name),
      [`${folder}/src/memory-${kebab}.ts`]: memoryAdapter(name),
      ...portSuite(name),
      [`chassis/src/ports/${kebab}-port.ts`]: declaration(name),
    },
    edits: {
      "chassis/src/ports/ports.ts": inTurn(
        afterLast(/^import /, `import { ${camel}Port } from "./${kebab}-port.ts";`),
        beforeFirst(/^\} as const;$/, `  ${camel}: ${camel}Port,`),
      ),
      "chassis/package.json": dependsOn(`@quad/${kebab}`),
      "libs/errors/ERRORS.md": (text) => `${text.trimEnd()}\n\n${errorsPage(name)}`,
    },
    next: [
      `State the promise in ${folder}/src/${kebab}.ts and its README first; then the suite, then adapters.`,
      `A service asks for it with needs: { ${camel}: true }; QUAD_${upper} chooses the adapter.`,
    ],
  };
}

function theInterface({ pascal, upper, words }: Name): string {
  return `import type { Lifecycle } from "@quad/lifecycle";

/** ${words}: values by name. */
export interface ${pascal} extends Lifecycle {
  readonly supports: ${pascal}Supports;
  /**
   * Keeps a value under a name, instead of the one before. When it resolves, every \`get\` that
   * begins later sees it. Errors: ${upper}_NOT_RUNNING, ${upper}_INVALID, ${upper}_UNAVAILABLE.
   */
  put(name: string, value: string): Promise<void>;
  /** The value of a name; undefined where there is none. Errors: those of \`put\`. */
  get(name: string): Promise<string | undefined>;
}

export interface ${pascal}Supports {
  /** Values outlive the process. */
  readonly durable: boolean;
  /** Several processes see the same values. */
  readonly multiProcess: boolean;
}
`;
}

function errors({ camel, upper, words }: Name): string {
  return `import { defineErrors } from "@quad/errors";

export const ${camel}Errors = defineErrors({
  ${upper}_INVALID: ["invalid", "The entry is not valid: {reason}."],
  ${upper}_NOT_RUNNING: ["unavailable", "${words} is not running: start it first."],
  ${upper}_UNAVAILABLE: ["unavailable", "${words} does not answer: {reason}."],
});
`;
}

function errorsPage({ upper, words }: Name): string {
  return `## ${words}

### ${upper}_INVALID

*invalid* · Keep to the limits in the message.

### ${upper}_NOT_RUNNING

*unavailable* · Start it before it is used, and use it before it is stopped.

### ${upper}_UNAVAILABLE

*unavailable* · Try again once its engine answers.
`;
}

function checkEntry({ kebab, camel, upper }: Name): string {
  return `import { ${camel}Errors } from "./${kebab}-errors.ts";

export const NAME_LENGTH_MAX = 200;
export const VALUE_BYTES_MAX = 64 * 1024;

/** What every adapter does first, so that all refuse the same things. Error: ${upper}_INVALID. */
export function checkEntry(name: string, value = ""): void {
  const reason = fault(name, value);
  if (reason) throw ${camel}Errors.${upper}_INVALID({ reason });
}

function fault(name: string, value: string): string | undefined {
  if (name === "" || name.length > NAME_LENGTH_MAX || !name.isWellFormed()) {
    return \`its name must be 1 to \${NAME_LENGTH_MAX} characters\`;
  }
  if (!value.isWellFormed() || Buffer.byteLength(value) > VALUE_BYTES_MAX) {
    return \`its value must be at most \${VALUE_BYTES_MAX} bytes of UTF-8\`;
  }
  return undefined;
}
`;
}

function memoryAdapter({ kebab, camel, pascal, upper }: Name): string {
  return `import { managed } from "@quad/lifecycle";
import { checkEntry } from "./check-entry.ts";
import type { ${pascal}, ${pascal}Supports } from "./${kebab}.ts";
import { ${camel}Errors } from "./${kebab}-errors.ts";

const SUPPORTS: ${pascal}Supports = Object.freeze({ durable: false, multiProcess: false });

/**
 * The reference adapter: every promise in the simplest correct code. Those that share \`values\`
 * are one; they outlive a stop, not the process.
 */
export function memory${pascal}(values = new Map<string, string>()): ${pascal} {
  const lifecycle = managed({ start: async () => {}, stop: async () => {} });
  const needRunning = () => {
    if (lifecycle.state !== "running") throw ${camel}Errors.${upper}_NOT_RUNNING();
  };
  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async put(name, value) {
      needRunning();
      checkEntry(name, value);
      values.set(name, value);
    },
    async get(name) {
      needRunning();
      checkEntry(name);
      return values.get(name);
    },
  };
}
`;
}

function declaration({ kebab, camel, pascal, upper, words }: Name): string {
  return `import type { ${pascal} } from "@quad/${kebab}";
import type { AdapterContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";

export const ${camel}Port = definePort<${pascal}, AdapterContext>()({
  setting: "QUAD_${upper}",
  default: "memory:",
  meaning: "${words}",
  adapters: {
    "memory:": {
      note: "one process",
      open: async () => (await import("@quad/${kebab}")).memory${pascal}(),
    },
  },
  scope: (shared, service) => ({
    ...shared,
    put: (name, value) => shared.put(\`\${service}/\${name}\`, value),
    get: (name) => shared.get(\`\${service}/\${name}\`),
  }),
});
`;
}

function readme({ kebab, pascal, words }: Name): string {
  return `# ${words}

Values by name.

\`\`\`ts
import { memory${pascal} } from "@quad/${kebab}";

const values = memory${pascal}();
await values.start();
await values.put("greeting", "hello");
console.log(await values.get("greeting")); // hello
await values.stop();
\`\`\`

Each adapter passes the suite \`@quad/${kebab}/conformance\`; the numbers are its checks.

| promise | checks | memory |
| --- | --- | --- |
| \`durable\` | | no |
| \`multiProcess\` | | no |
| keeping | 2 | all |
| limits | 1 | all |
| running | 2 | all |

The contract is in \`src/${kebab}.ts\`. Another adapter: see [IMPLEMENTING](IMPLEMENTING.md).
`;
}

function implementing({ kebab, camel, words }: Name): string {
  return `# Implementing ${words.toLowerCase()}

Keep the promises of \`src/${kebab}.ts\`, then let the suite say so:

\`\`\`ts no-run: the adapter is yours
import { ${camel}Suite } from "@quad/${kebab}/conformance";
import { testAdapter } from "@quad/testkit";

testAdapter(${camel}Suite, "mine", async () => {
  const server = await freshServer();
  return { open: () => mine(server) };
});
\`\`\`

All that one place opens sees the same values: a second one stands for another process, or for what
comes after a crash. Call \`checkEntry\` first. \`conformance/mutants.ts\` has adapters that get it
wrong; \`test/mutants.test.ts\` shows which check catches each of them.
`;
}
