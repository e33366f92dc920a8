import type { Name } from "./plan.ts";

/** The conformance suite of a new port: three topics, and a mutant that each of them catches. */
export function portSuite(name: Name): Record<string, string> {
  const folder = `ports/${name.kebab}`;
  return {
    [`${folder}/conformance/index.ts`]: index(name),
    [`${folder}/conformance/${name.kebab}-place.ts`]: place(name),
    [`${folder}/conformance/test-${name.kebab}.ts`]: suite(name),
    [`${folder}/conformance/keeping.ts`]: keeping(name),
    [`${folder}/conformance/limits.ts`]: limits(name),
    [`${folder}/conformance/running.ts`]: running(name),
    [`${folder}/conformance/mutants.ts`]: mutants(name),
    [`${folder}/test/memory-${name.kebab}.test.ts`]: memoryTest(name),
    [`${folder}/test/mutants.test.ts`]: mutantsTest(name),
  };
}

function index({ kebab, camel, pascal }: Name): string {
  return `export type { ${pascal}Check, ${pascal}Place } from "./${kebab}-place.ts";
export { ${camel}Checks, test${pascal} } from "./test-${kebab}.ts";
`;
}

function place({ kebab, camel, pascal }: Name): string {
  return `import type { ${pascal} } from "@quad/${kebab}";

/** Where the suite meets an adapter: a fresh place for every check. */
export interface ${pascal}Place {
  /** One of those that see the same values, not started yet. */
  open(): ${pascal};
}

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface ${pascal}Check {
  readonly name: string;
  readonly run: (place: ${pascal}Place) => Promise<void>;
}

/** A started one of the place. */
export async function started(place: ${pascal}Place): Promise<${pascal}> {
  const ${camel} = place.open();
  await ${camel}.start();
  return ${camel};
}
`;
}

function suite({ kebab, camel, pascal }: Name): string {
  return `import { type Topics, testChecks } from "@quad/testkit";
import { describe, onTestFinished } from "vitest";
import { keeping } from "./keeping.ts";
import { limits } from "./limits.ts";
import { running } from "./running.ts";
import type { ${pascal}Check, ${pascal}Place } from "./${kebab}-place.ts";

/** The table of contents. */
export const ${camel}Checks: Topics<${pascal}Check> = { keeping, limits, running };

/**
 * The contract of \`${pascal}\` as tests, for any adapter. \`makePlace\` opens nothing that lasts
 * longer than the test, or closes it when the test has finished.
 */
export function test${pascal}(
  name: string,
  makePlace: () => ${pascal}Place | Promise<${pascal}Place>,
): void {
  describe(\`${kebab}: \${name}\`, () => {
    testChecks({
      topics: ${camel}Checks,
      open: async () => stoppedAfterTest(await makePlace()),
      reasonToSkip: () => undefined,
      run: (check, place) => check.run(place),
    });
  });
}

function stoppedAfterTest(place: ${pascal}Place): ${pascal}Place {
  return {
    open() {
      const ${camel} = place.open();
      onTestFinished(() => ${camel}.stop());
      return ${camel};
    },
  };
}
`;
}

function keeping({ kebab, pascal }: Name): string {
  return `import { expect } from "vitest";
import { type ${pascal}Check, started } from "./${kebab}-place.ts";

/** What becomes of a value. */
export const keeping: readonly ${pascal}Check[] = [
  {
    name: "a value is kept under its name, and no other name has one",
    async run(place) {
      const values = await started(place);
      await values.put("greeting", "hello 📚");
      expect(await values.get("greeting")).toBe("hello 📚");
      expect(await values.get("Greeting")).toBeUndefined();
    },
  },
  {
    name: "the last value counts, whoever kept it",
    async run(place) {
      const [one, other] = [await started(place), await started(place)];
      await one.put("greeting", "hello");
      await other.put("greeting", "good evening");
      expect(await one.get("greeting")).toBe("good evening");
    },
  },
];
`;
}

function limits({ kebab, pascal, upper }: Name): string {
  return `import { expect } from "vitest";
import { type ${pascal}Check, started } from "./${kebab}-place.ts";

/** What is refused. */
export const limits: readonly ${pascal}Check[] = [
  {
    name: "what is not valid is refused, and keeps nothing",
    async run(place) {
      const values = await started(place);
      const refused = { code: "${upper}_INVALID" };
      for (const name of ["", "n".repeat(201), "half a pair \\ud800"]) {
        await expect(values.put(name, "hello")).rejects.toMatchObject(refused);
        await expect(values.get(name)).rejects.toMatchObject(refused);
      }
      await expect(values.put("long", "ä".repeat(32 * 1024 + 1))).rejects.toMatchObject(refused);
      expect(await values.get("long")).toBeUndefined();
    },
  },
];
`;
}

function running({ kebab, pascal, upper }: Name): string {
  return `import { expect } from "vitest";
import { type ${pascal}Check, started } from "./${kebab}-place.ts";

/** What becomes of calls around a start and a stop. */
export const running: readonly ${pascal}Check[] = [
  {
    name: "calls are refused before the start and after the stop",
    async run(place) {
      const values = place.open();
      const refused = { code: "${upper}_NOT_RUNNING" };
      await expect(values.put("greeting", "hello")).rejects.toMatchObject(refused);
      await values.start();
      await values.stop();
      await expect(values.get("greeting")).rejects.toMatchObject(refused);
    },
  },
  {
    name: "a stop and another start lose nothing",
    async run(place) {
      const values = await started(place);
      await values.put("greeting", "hello");
      await values.stop();
      await values.start();
      expect(await values.get("greeting")).toBe("hello");
    },
  },
];
`;
}

function mutants({ kebab, pascal }: Name): string {
  return `import { type ${pascal}, memory${pascal} } from "@quad/${kebab}";
import type { Mutant as WrongAdapter } from "@quad/testkit";
import type { ${pascal}Place } from "./${kebab}-place.ts";

/** A way to break the promise. */
export type Mutant = WrongAdapter<${pascal}Place>;

export const mutants: readonly Mutant[] = [
  {
    name: "keeps the first value",
    caughtBy: ["the last value counts, whoever kept it"],
    place: () =>
      wrapped((right) => ({
        put: async (name, value) => {
          if ((await right.get(name)) === undefined) await right.put(name, value);
        },
      })),
  },
  {
    name: "takes names that differ in case for one",
    caughtBy: ["a value is kept under its name, and no other name has one"],
    place: () =>
      wrapped((right) => ({
        put: (name, value) => right.put(name.toLowerCase(), value),
        get: (name) => right.get(name.toLowerCase()),
      })),
  },
  {
    name: "cuts a long value instead of refusing it",
    caughtBy: ["what is not valid is refused, and keeps nothing"],
    place: () =>
      wrapped((right) => ({ put: (name, value) => right.put(name, value.slice(0, 1000)) })),
  },
  {
    name: "answers after its stop",
    caughtBy: ["calls are refused before the start and after the stop"],
    place: () => wrapped((right) => ({ stop: async () => {}, get: (name) => right.get(name) })),
  },
];

/** The memory adapter with something wrong about it. */
function wrapped(change: (right: ${pascal}) => Partial<${pascal}>): ${pascal}Place {
  const values = new Map<string, string>();
  return {
    open() {
      const right = memory${pascal}(values);
      return { ...right, ...change(right) };
    },
  };
}
`;
}

function memoryTest({ kebab, pascal }: Name): string {
  return `import { memory${pascal} } from "@quad/${kebab}";
import { test${pascal} } from "@quad/${kebab}/conformance";

test${pascal}("memory", () => {
  const values = new Map<string, string>();
  return { open: () => memory${pascal}(values) };
});
`;
}

function mutantsTest({ kebab, camel, words }: Name): string {
  return `import { ${camel}Checks } from "@quad/${kebab}/conformance";
import { testMutants } from "@quad/testkit";
import { mutants } from "../conformance/mutants.ts";

testMutants({
  kind: "${words.toLowerCase()}",
  mutants,
  topics: ${camel}Checks,
  run: (check, place) => check.run(place),
});
`;
}
