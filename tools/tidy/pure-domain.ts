import { Visitor } from "rolldown/utils";
import { domainFiles } from "../house.ts";
import type { Finding, Rule } from "./rule.ts";
import { lineAt, syntaxOf } from "./syntax.ts";
import type { TreeFile } from "./tree.ts";

/** Globals that look outside. */
const outside = new Set([
  ...["console", "crypto", "fetch", "performance", "process"],
  ...["queueMicrotask", "setImmediate", "setInterval", "setTimeout"],
]);

const isDomain = new RegExp(domainFiles);
const sampleFile = "services/orders/src/domain/order.ts";

export const pureDomain: Rule = {
  name: "pure-domain",
  reason:
    "The rules of the campus are functions of their arguments: pass in the time, the id, the " +
    "answer of a neighbour. Those are the files in a service's src/domain.",
  find: (tree) => tree.files.filter(({ path }) => isDomain.test(path)).flatMap(glances),
  good: [
    { [sampleFile]: "export const dueAt = (at: Date) => new Date(at.getTime() + 1);" },
    { [sampleFile]: "export const floor = (n: number) => Math.floor(n);" },
    { "services/orders/src/place-order.ts": "const at = new Date();" },
  ],
  bad: [
    { sample: { [sampleFile]: "\nconst at = Date.now();" }, finds: [`${sampleFile}:2`] },
    { sample: { [sampleFile]: "const at = new Date();" }, finds: [`${sampleFile}:1`] },
    { sample: { [sampleFile]: "const n = Math.random();" }, finds: [`${sampleFile}:1`] },
    { sample: { [sampleFile]: "const id = crypto.randomUUID();" }, finds: [`${sampleFile}:1`] },
    { sample: { [sampleFile]: 'fetch("http://a");' }, finds: [`${sampleFile}:1`] },
    { sample: { [sampleFile]: "async function f() { await g(); }" }, finds: [`${sampleFile}:1`] },
  ],
};

function glances(file: TreeFile): Finding[] {
  const findings: Finding[] = [];
  const add = (start: number, message: string) => {
    findings.push({ path: file.path, line: lineAt(file.text, start), message });
  };
  new Visitor({
    MemberExpression({ object, property, start }) {
      if (object.type !== "Identifier" || property.type !== "Identifier") return;
      const name = `${object.name}.${property.name}`;
      if (outside.has(object.name) || /^(Date\.now|Math\.random)$/.test(name)) add(start, name);
    },
    CallExpression({ callee, start }) {
      if (callee.type === "Identifier" && outside.has(callee.name)) add(start, callee.name);
    },
    NewExpression({ callee, arguments: { length }, start }) {
      const isNow = callee.type === "Identifier" && callee.name === "Date" && length === 0;
      if (isNow) add(start, "new Date()");
    },
    AwaitExpression: ({ start }) => add(start, "await"),
  }).visit(syntaxOf(file).program);
  return findings;
}
