import type { Name } from "./plan.ts";

/** The conformance suite of a new port: three topics, and a mutant that each of them catches. */
export function portSuite(name: Name): Record<string, string> {
  const folder = `ports/${name.kebab}`;
  return {
    [`${folder}/conformance/index.ts`]: index(name),
    [`${folder}/conformance/${name.kebab}-place.ts`]: place(name),
    [`${folder}/conformance/${name.kebab}-suite.ts`]: suite(name),
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
export { ${camel}Suite } from "./${kebab}-suite.ts";
`;
}

function place({ kebab, pascal }: Name): string {
  return `import type { ${pascal}, ${pascal}Supports } from "@quad/${kebab}";
import type { Check, Place, Stage } from "@quad/testkit";

/** Where the suite meets an adapter: a fresh place for every check. */
export interface ${pascal}Place extends Place {
  /** One of those that see the same values, not started yet. */
  open(): ${pascal};
}

export type ${pascal}Check = Check<Stage<${pascal}Place>, keyof ${pascal}Supports>;
`;
}

function suite({ kebab, camel, pascal, upper }: Name): string {
  return `import { testLifecycle, worksUnless } from "@quad/lifecycle/conformance";
import type { ${pascal}, ${pascal}Supports } from "@quad/${kebab}";
import { type ConformanceSuite, Stage } from "@quad/testkit";
import { keeping } from "./keeping.ts";
import { limits } from "./limits.ts";
import { running } from "./running.ts";
import type { ${pascal}Place } from "./${kebab}-place.ts";

/** The contract of \`${pascal}\`, for any adapter. */
export const ${camel}Suite: ConformanceSuite<Stage<${pascal}Place>, keyof ${pascal}Supports> = {
  port: "${kebab}",
  readme: new URL("../README.md", import.meta.url),
  topics: { keeping, limits, running },
  stage: Stage,
  lifecycle: (name, makeStage) =>
    testLifecycle(name, {
      make: async () => (await makeStage()).open(),
      works: worksUnless("${upper}_NOT_RUNNING", (values: ${pascal}) => values.get("any")),
    }),
};
`;
}

function keeping({ kebab, pascal }: Name): string {
  return `import { expect } from "vitest";
import type { ${pascal}Check } from "./${kebab}-place.ts";

/** What becomes of a value. */
export const keeping: readonly ${pascal}Check[] = [
  {
    name: "a value is kept under its name, and no other name has one",
    async run(stage) {
      const values = await stage.started();
      await values.put("greeting", "hello 📚");
      expect(await values.get("greeting")).toBe("hello 📚");
      expect(await values.get("Greeting")).toBeUndefined();
    },
  },
  {
    name: "the last value counts, whoever kept it",
    async run(stage) {
      const [one, other] = [await stage.started(), await stage.started()];
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
import type { ${pascal}Check } from "./${kebab}-place.ts";

/** What is refused. */
export const limits: readonly ${pascal}Check[] = [
  {
    name: "what is not valid is refused, and keeps nothing",
    async run(stage) {
      const values = await stage.started();
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
import type { ${pascal}Check } from "./${kebab}-place.ts";

/** What becomes of calls around a start and a stop. */
export const running: readonly ${pascal}Check[] = [
  {
    name: "calls are refused before the start and after the stop",
    async run(stage) {
      const values = stage.open();
      const refused = { code: "${upper}_NOT_RUNNING" };
      await expect(values.put("greeting", "hello")).rejects.toMatchObject(refused);
      await values.start();
      await values.stop();
      await expect(values.get("greeting")).rejects.toMatchObject(refused);
    },
  },
  {
    name: "a stop and another start lose nothing",
    async run(stage) {
      const values = await stage.started();
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

function memoryTest({ kebab, camel, pascal }: Name): string {
  return `import { memory${pascal} } from "@quad/${kebab}";
import { ${camel}Suite } from "@quad/${kebab}/conformance";
import { testAdapter } from "@quad/testkit";

testAdapter(${camel}Suite, "memory", () => {
  const values = new Map<string, string>();
  return { open: () => memory${pascal}(values) };
});
`;
}

function mutantsTest({ kebab, camel }: Name): string {
  return `import { ${camel}Suite } from "@quad/${kebab}/conformance";
import { testMutants } from "@quad/testkit";
import { mutants } from "../conformance/mutants.ts";

testMutants(${camel}Suite, mutants);
`;
}
