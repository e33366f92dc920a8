import type { Rule } from "./rule.ts";
import { isProof } from "./syntax.ts";

const MARK = /^-- (additive|contracting: \S.*)\n/;

export const migrationMarks: Rule = {
  name: "migration-marks",
  reason:
    "A migration says in its first line whether the version before it can go on: `-- additive`, or " +
    "`-- contracting: why`, which comes a release after the last code that would miss it.",
  find: ({ files }) =>
    files
      .filter(({ path }) => /(^|\/)migrations\/.*\.sql$/.test(path) && !isProof(path))
      .filter(({ text }) => !MARK.test(text))
      .map(({ path }) => ({ path, line: 1, message: "does not say which it is" })),
  good: [
    { "services/cart/migrations/0001-cart.sql": "-- additive\ncreate table cart (id uuid);" },
    {
      "services/cart/migrations/0002-drop.sql": "-- contracting: nobody reads it\ndrop table cart;",
    },
    { "libs/database/test/migrations/0001-cart.sql": "create table cart (id uuid);" },
  ],
  bad: [
    {
      sample: { "services/cart/migrations/0001-cart.sql": "create table cart (id uuid);" },
      finds: ["services/cart/migrations/0001-cart.sql:1"],
    },
    {
      sample: { "adapters/a/migrations/bus/0001-bus.sql": "-- contracting:\ndrop table bus;" },
      finds: ["adapters/a/migrations/bus/0001-bus.sql:1"],
    },
  ],
};
