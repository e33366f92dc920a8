import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { RowsFile } from "../src/import/rows-file.ts";
import { RowsSoFar } from "../src/import/rows-so-far.ts";

const ROW = { title: "Emma", authors: ["Jane Austen"], price: { amount: 1, currency: "USD" } };

describe("rows about one book", () => {
  test.each([
    ["ISBN", { isbn: "9780141439587", title: "Other", authors: ["X"] }],
    ["id", { source: "s#1", title: "Other", authors: ["X"] }],
    ["title and authors", { authors: ["Austen, Jane"] }],
  ])("are known by %s, however far apart: the first one counts", (_, fields) => {
    const soFar = new RowsSoFar();
    soFar.add({ line: 2, ...ROW, isbn: "9780141439587", source: "s#1" });
    for (let line = 3; line < 1000; line++) soFar.add({ line, ...ROW, title: `Book ${line}` });
    expect(soFar.add({ line: 1000, ...ROW, ...fields })).toEqual({ line: 2, saysTheSame: false });
  });

  test("may say the same", () => {
    const soFar = new RowsSoFar();
    soFar.add({ line: 2, ...ROW });
    expect(soFar.add({ line: 3, ...ROW })).toEqual({ line: 2, saysTheSame: true });
  });

  test("are not those with two ISBNs, or two ids of a supplier", () => {
    for (const other of [{ isbn: "9780262510875" }, { source: "s#2" }]) {
      const soFar = new RowsSoFar();
      soFar.add({ line: 2, ...ROW, isbn: "9780141439587", source: "s#1" });
      expect(soFar.add({ line: 3, ...ROW, ...other })).toBeUndefined();
    }
  });
});

describe("the rejects file", () => {
  test("belongs to its run: a clean one takes away that of an earlier one", async () => {
    const path = join(temporaryFolder(), "rejects.csv");
    const dirty = new RowsFile(path, ["title"]);
    dirty.add({ line: 2, cells: ["", "more"] }, "the title is empty");
    await dirty.close();
    expect(await readFile(path, "utf8")).toBe("line,reason,title\n2,the title is empty,,more\n");
    await new RowsFile(path, ["title"]).close();
    await expect(readFile(path)).rejects.toThrow("ENOENT");
  });

  test("is nobody else's file: that stays", async () => {
    const path = join(temporaryFolder(), "letters.csv");
    await writeFile(path, "dear,sir\n");
    await new RowsFile(path, ["title"]).close();
    expect(await readFile(path, "utf8")).toBe("dear,sir\n");
  });
});
