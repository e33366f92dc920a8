import { beforeFirst, dependsOn, manifestOf, type Name, type Plan } from "./plan.ts";

/** A service with a table of its own, one write, one list, and its place among the services. */
export function newService(name: Name): Plan {
  const { kebab, camel } = name;
  const folder = `services/${kebab}`;
  return {
    files: {
      [`contracts/http/${kebab}.ts`]: contract(name),
      [`${folder}/package.json`]: manifestOf({
        name: kebab,
        description: `${name.words}: what people add to it.`,
        exports: { ".": "./src/index.ts" },
        dependencies: {
          ...{ "@quad/chassis": "0.1.0", "@quad/contracts": "0.1.0", "@quad/http": "0.1.0" },
          ...{ "@quad/database": "0.1.0", kysely: "0.29.9" },
        },
      }),
      [`${folder}/README.md`]: readme(name),
      [`${folder}/migrations/0001-${kebab}.sql`]: migration(name),
      [`${folder}/src/index.ts`]: `export { ${camel} } from "./service.ts";\n`,
      [`${folder}/src/service.ts`]: manifest(name),
      [`${folder}/src/routes.ts`]: routes(name),
      [`${folder}/src/${kebab}-kit.ts`]: kit(name),
      [`${folder}/src/${kebab}-store.ts`]: store(name),
      [`${folder}/test/${kebab}.test.ts`]: test(name),
      [`${folder}/test/tables.ts`]: tables(name),
      [`${folder}/test/tables.test.ts`]: tablesTest(name),
    },
    edits: {
      "cli/src/services.ts": beforeFirst(
        /^ {2}gateway: \{$/,
        `  ${/-/.test(kebab) ? `"${kebab}"` : kebab}: {
    load: async () => (await import("@quad/${kebab}")).${camel},
  },`,
      ),
      "cli/package.json": dependsOn(`@quad/${kebab}`),
    },
    next: [
      `Say what it is for in ${folder}/README.md and contracts/http/${kebab}.ts.`,
      `Its rules go into ${folder}/src/domain.`,
      "Before it is used for the first time: ./quad contracts --publish",
    ],
  };
}

function contract({ kebab, camel, pascal, words }: Name): string {
  return `import { type Static, Type } from "typebox";
import { defineList, defineOperation } from "../define-operation.ts";

const TITLE_LENGTH_MAX = 200;

const ${pascal}Item = Type.Object({
  id: Type.String(),
  title: Type.String(),
  createdAt: Type.String(),
});

const ${camel} = { owner: "${kebab}", who: "anyone" } as const;

/** The public HTTP of ${words.toLowerCase()}. */
export const ${camel}Http = {
  addItem: defineOperation({
    ...${camel},
    name: "${kebab}.add-item",
    method: "POST",
    path: "/api/${kebab}/items",
    summary: "Add something",
    body: Type.Object({ title: Type.String({ minLength: 1, maxLength: TITLE_LENGTH_MAX }) }),
    idempotencyKey: "required",
    answer: ${pascal}Item,
    status: 201,
  }),
  listItems: defineList({
    ...${camel},
    name: "${kebab}.list-items",
    path: "/api/${kebab}/items",
    summary: "What was added, newest first",
    filter: {},
    item: ${pascal}Item,
  }),
};

export type ${pascal}Item = Static<typeof ${pascal}Item>;
`;
}

function manifest({ kebab, camel, pascal, words }: Name): string {
  return `import { defineService } from "@quad/chassis";
import { routes } from "./routes.ts";
import type { ${pascal}Kit } from "./${kebab}-kit.ts";

/** ${words}: what people add to it. */
export const ${camel} = defineService<${pascal}Kit>({
  name: "${kebab}",
  summary: "What people add to it.",
  migrations: new URL("../migrations/", import.meta.url),
  routes,
});
`;
}

function routes({ kebab, camel, pascal, words }: Name): string {
  return `import { writesOf } from "@quad/chassis";
import { ${camel}Http } from "@quad/contracts/http/${kebab}";
import { byId, listsOf } from "@quad/http";
import type { ${pascal}Kit, ${pascal}Schema } from "./${kebab}-kit.ts";
import { insertItem, listItems } from "./${kebab}-store.ts";

const write = writesOf<${pascal}Schema, ${pascal}Kit>();
const list = listsOf<${pascal}Kit>();

/** The public HTTP of ${words.toLowerCase()}. */
export const routes = [
  write(${camel}Http.addItem, ({ kit, tx, body: { title } }) =>
    insertItem(tx, { id: kit.newId(), title, at: kit.clock.now() }),
  ),
  list(${camel}Http.listItems, {
    ...byId,
    rows: ({ kit, after, count }) => listItems(kit.database, after, count),
    view: (item) => item,
  }),
];
`;
}

function kit({ kebab, pascal, snake }: Name): string {
  return `import type { DatabaseKit } from "@quad/chassis";

/** The tables of ${kebab}. */
export interface ${pascal}Schema {
  ${snake}_item: {
    id: string;
    title: string;
    created_at: Date;
  };
}

export type ${pascal}Kit = DatabaseKit<${pascal}Schema>;
`;
}

function store({ kebab, pascal, snake }: Name): string {
  return `import type { ${pascal}Item } from "@quad/contracts/http/${kebab}";
import type { Kysely } from "kysely";
import type { ${pascal}Schema } from "./${kebab}-kit.ts";

/** A transaction, or the database outside of one. */
interface Queried {
  readonly sql: Kysely<${pascal}Schema>;
}

export async function insertItem(
  { sql }: Queried,
  { id, title, at }: { id: string; title: string; at: Date },
): Promise<${pascal}Item> {
  const row = { id, title, created_at: at };
  await sql.insertInto("${snake}_item").values(row).execute();
  return view(row);
}

/** Up to \`count\`, newest first, from the first one before an id. */
export async function listItems(
  { sql }: Queried,
  before: string | undefined,
  count: number,
): Promise<${pascal}Item[]> {
  let items = sql.selectFrom("${snake}_item").selectAll();
  if (before) items = items.where("id", "<", before);
  const rows = await items.orderBy("id", "desc").limit(count).execute();
  return rows.map(view);
}

function view({ id, title, created_at }: ${pascal}Schema["${snake}_item"]): ${pascal}Item {
  return { id, title, createdAt: created_at.toISOString() };
}
`;
}

function migration({ snake }: Name): string {
  return `-- additive
-- What people added, by an id that grows with time.
create table ${snake}_item (
  id uuid primary key,
  title text not null,
  created_at timestamptz not null
);
`;
}

function test({ kebab, camel }: Name): string {
  return `import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { afterAll, beforeAll, expect, it as test } from "vitest";
import { ${camel} } from "../src/service.ts";

let campus: TestCampus;
beforeAll(async () => {
  campus = await startCampus({ services: [${camel}] });
});
afterAll(() => campus.stop());

test("what is added is listed, newest first, a page at a time", async () => {
  for (const title of ["one", "two", "three"]) expect((await add(title)).status).toBe(201);
  const first = await list("?limit=2");
  expect(first.items.map(({ title }) => title)).toEqual(["three", "two"]);
  const second = await list(\`?limit=2&cursor=\${encodeURIComponent(first.next ?? "")}\`);
  expect(second).toMatchObject({ items: [{ title: "one" }], next: null });
});

test("a repeated request adds nothing", async () => {
  const answers = [await add("four", "key-four"), await add("four", "key-four")];
  const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).id));
  expect(ids[1]).toBe(ids[0]);
  expect(answers[1]?.headers.get("idempotency-replayed")).toBe("true");
});

test.each([{}, { title: "" }, { title: "x".repeat(201) }, { title: "a", other: 1 }])(
  "%o is refused",
  async (body) => {
    const answer = await post(body, crypto.randomUUID());
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: "REQUEST_INVALID" });
  },
);

function add(title: string, key: string = crypto.randomUUID()): Promise<Response> {
  return post({ title }, key);
}

function post(body: object, key: string): Promise<Response> {
  return fetch(\`\${campus.url("${kebab}")}/api/${kebab}/items\`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });
}

async function list(query: string): Promise<{ items: { title: string }[]; next: string | null }> {
  return (await fetch(\`\${campus.url("${kebab}")}/api/${kebab}/items\${query}\`)).json();
}
`;
}

/** As `describeTables` makes it of the migration. */
function tables({ snake }: Name): string {
  return `// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  ${snake}_item: {
    id: string;
    title: string;
    created_at: Date;
  };
}
`;
}

function tablesTest({ kebab, pascal }: Name): string {
  return `import { type DifferingColumns, describeTables } from "@quad/database/testing";
import { expect, expectTypeOf, it as test } from "vitest";
import type { ${pascal}Schema } from "../src/${kebab}-kit.ts";
import type { Tables } from "./tables.ts";

test("the tables that the code declares are those that the migrations make", async () => {
  expectTypeOf<DifferingColumns<${pascal}Schema, Tables>>().toBeNever();
  const migrations = new URL("../migrations/", import.meta.url);
  await expect(await describeTables(migrations)).toMatchFileSnapshot("./tables.ts");
});
`;
}

function readme({ kebab, snake }: Name): string {
  return `# ${kebab}

Keeps what people add to it.

| file | holds |
| --- | --- |
| \`src/service.ts\` | the manifest |
| \`src/routes.ts\` | what it answers: a table |
| \`src/${kebab}-kit.ts\` | what it is given, and its tables |
| \`src/${kebab}-store.ts\` | all SQL |

## Owns

Table \`${snake}_item\`: what was added.

## Promises

- What was added once under an idempotency key is added once.

## When a neighbour is down

It needs none.
`;
}
