import { Visitor } from "rolldown/utils";
import type { Finding, Rule } from "./rule.ts";
import { lineAt, sources, syntaxOf } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

export const ownership: Rule = {
  name: "ownership",
  reason: "Every table and every event has one owner: the service whose README.md lists it.",
  find: (tree) => [...tables(tree), ...events(tree)].flatMap((thing) => unlisted(tree, thing)),
  good: [
    {
      "services/orders/migrations/0001-orders.sql": "create table orders (id uuid);",
      "services/orders/README.md": "Owns `orders`; says `orders.order-created`.",
      "contracts/events/order-created.ts":
        'defineEvent({ type: "orders.order-created", owner: "orders" });',
    },
    {
      "services/orders/migrations/0001-orders.sql": "create table old_line ();",
      "services/orders/migrations/0002-drop.sql": "drop table old_line;",
      "services/orders/README.md": "# Orders",
    },
  ],
  bad: [
    {
      sample: {
        "services/orders/migrations/0001-drop.sql": "drop table lines;",
        "services/orders/migrations/0002-orders.sql": "create table lines ();",
        "services/orders/README.md": "# Orders",
      },
      finds: ["services/orders/migrations/0002-orders.sql:1"],
    },
    {
      sample: {
        "services/orders/migrations/0001-orders.sql": "-- a\ncreate table if not exists lines ();",
        "services/orders/README.md": "Owns `orders`.",
      },
      finds: ["services/orders/migrations/0001-orders.sql:2"],
    },
    {
      sample: {
        "contracts/events/a.ts": '\ndefineEvent({ type: "orders.a", owner: "orders" });',
        "services/orders/README.md": "# Orders",
      },
      finds: ["contracts/events/a.ts:2"],
    },
    {
      sample: { "contracts/events/a.ts": 'defineEvent({ type: "b.a", owner: "nobody" });' },
      finds: ["contracts/events/a.ts:1"],
    },
  ],
};

interface Owned {
  readonly name: string;
  readonly owner: string;
  readonly path: string;
  readonly line: number;
}

function unlisted(tree: Tree, { name, owner, path, line }: Owned): Finding[] {
  const readme = tree.file(`services/${owner}/README.md`);
  if (readme?.text.includes(`\`${name}\``)) return [];
  const problem = readme ? "is not in the README of its owner" : "has no service as its owner";
  return [{ path, line, message: `${name} ${problem}` }];
}

/** Those that no later migration drops. */
function tables(tree: Tree): Owned[] {
  const dropped = named(tree, /^drop table (?:if exists )?(\w+)/gim);
  const isDropped = (table: Owned) =>
    dropped.some(
      ({ owner, name, path }) => owner === table.owner && name === table.name && path > table.path,
    );
  return named(tree, /^create table (?:if not exists )?(\w+)/gim).filter(
    (table) => !isDropped(table),
  );
}

/** Tables that the migrations of services name so. */
function named({ files }: Tree, how: RegExp): Owned[] {
  return files.flatMap(({ path, text }) => {
    const [, owner] = /^services\/([^/]+)\/migrations\/.+\.sql$/.exec(path) ?? [];
    if (owner === undefined) return [];
    return [...text.matchAll(how)].map((match) => ({
      name: match[1] ?? "",
      owner,
      path,
      line: lineAt(text, match.index),
    }));
  });
}

function events(tree: Tree): Owned[] {
  return sources(tree)
    .filter(({ path }) => path.startsWith("contracts/events/"))
    .flatMap(eventsOf);
}

function eventsOf(file: TreeFile): Owned[] {
  const owned: Owned[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [definition], start }) {
      if (callee.type !== "Identifier" || callee.name !== "defineEvent") return;
      if (definition?.type !== "ObjectExpression") return;
      const fields: Record<string, unknown> = {};
      for (const field of definition.properties) {
        if (field.type !== "Property" || field.key.type !== "Identifier") continue;
        if (field.value.type === "Literal") fields[field.key.name] = field.value.value;
      }
      const { type, owner } = fields;
      const line = lineAt(file.text, start);
      owned.push({ name: String(type), owner: String(owner), path: file.path, line });
    },
  }).visit(syntaxOf(file).program);
  return owned;
}
