import type { Finding, Rule } from "./rule.ts";

/** Names that say nothing of what is inside, and what to ask instead. */
const EMPTY_NAMES = /(^|-)(utils?|helpers?|common|misc|stuff|managers?)(-|$)/;
const EMPTY_STEMS = /^(types|interfaces|constants|shared)$/;

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const PAGE = /^[A-Z]+\.md$/;
const FIXED_NAMES = new Set(["LICENSE", "Dockerfile", "Chart.yaml", "PULL_REQUEST_TEMPLATE.md"]);

export const fileNames: Rule = {
  name: "file-names",
  reason:
    "A file is named for its one idea, in kebab-case, so that it is found by its name. " +
    "What would go into `utils` or `types` has a name of its own: name the file for that.",
  find: ({ files }) => files.flatMap(({ path }) => badNames(path)),
  good: [
    { "ports/bus/src/memory-bus.ts": "" },
    { "services/orders/migrations/0001-orders.sql": "" },
    { "adapters/rabbitmq/test/bus.engine.test.ts": "" },
    { "README.md": "", LICENSE: "", ".github/PULL_REQUEST_TEMPLATE.md": "", ".npmrc": "" },
  ],
  bad: [
    { sample: { "src/memoryBus.ts": "" }, finds: ["src/memoryBus.ts:1"] },
    { sample: { "src/memory_bus.ts": "" }, finds: ["src/memory_bus.ts:1"] },
    { sample: { "src/utils.ts": "" }, finds: ["src/utils.ts:1"] },
    { sample: { "src/test-helpers.ts": "" }, finds: ["src/test-helpers.ts:1"] },
    { sample: { "src/helpers/clock.ts": "" }, finds: ["src/helpers/clock.ts:1"] },
    { sample: { "src/order-manager.ts": "" }, finds: ["src/order-manager.ts:1"] },
    { sample: { "src/types.ts": "" }, finds: ["src/types.ts:1"] },
  ],
};

function badNames(path: string): Finding[] {
  const names = path.split("/");
  return names.flatMap((name, depth) => {
    const isFile = depth === names.length - 1;
    if (name.startsWith(".") || (isFile && (PAGE.test(name) || FIXED_NAMES.has(name)))) return [];
    const stem = name.split(".")[0] ?? name;
    if (EMPTY_NAMES.test(stem) || EMPTY_STEMS.test(stem)) {
      return [{ path, line: 1, message: `"${name}" says nothing of what is inside` }];
    }
    return KEBAB_CASE.test(name) ? [] : [{ path, line: 1, message: `"${name}" is not kebab-case` }];
  });
}
