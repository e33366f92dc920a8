import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually, temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { runQuad, startQuad } from "../src/run-quad.ts";
import { runningCampus } from "../src/running-campus.ts";

const ROWS = 3_000;
/** Line 1 is the header. */
const WITHOUT_TITLE = [10, 2_345];

test("an import that is killed half-way and run again has every row once", async () => {
  await using campus = await runningCampus({ QUAD_SAMPLE: "none" });
  const file = join(temporaryFolder(), "books.csv");
  await writeFile(file, csv());
  const count = async () => {
    const answer = await fetch(`${campus.url}/api/catalog/books?q=Volume&limit=100`);
    return ((await answer.json()) as { items: unknown[] }).items.length;
  };

  const killed = startQuad(["import", "books", file], campus.settings);
  await eventually(count, { withinMs: 30_000, what: "the first books are there" });
  killed.kill("SIGKILL");
  const [code, signal] = await once(killed, "exit");
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });

  const again = await runQuad(["import", "books", file], campus.settings);
  expect(again.code, again.err).toBe(0);
  const counts = countsIn(again.out);
  const { created = 0, unchanged = 0 } = counts;
  expect(counts).toMatchObject({ updated: 0, rejected: WITHOUT_TITLE.length });
  expect(unchanged, "were there before the kill").toBeGreaterThan(0);
  expect(created, "were not").toBeGreaterThan(0);
  expect(created + unchanged).toBe(ROWS - WITHOUT_TITLE.length);

  const third = await runQuad(["import", "books", file], campus.settings);
  expect(countsIn(third.out)).toEqual({
    created: 0,
    updated: 0,
    unchanged: ROWS - WITHOUT_TITLE.length,
    warned: 0,
    rejected: WITHOUT_TITLE.length,
  });
  const rejects = await readFile(`${file}.rejects.csv`, "utf8");
  for (const line of WITHOUT_TITLE) expect(rejects).toMatch(new RegExp(`^${line},`, "m"));
});

function csv(): string {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const line = index + 2;
    return `${WITHOUT_TITLE.includes(line) ? "" : `Volume ${line}`},"Anonymous"`;
  });
  return ["title,authors", ...lines, ""].join("\n");
}

/** Of the closing line: `2998 created, 0 updated, 0 unchanged, 0 warned, 2 rejected, in 3.1 s`. */
function countsIn(out: string) {
  const closing = out.split("\n").findLast((line) => line.includes("rejected, in ")) ?? "";
  const [created, updated, unchanged, warned, rejected] = (closing.match(/\d+/g) ?? []).map(Number);
  return { created, updated, unchanged, warned, rejected };
}
