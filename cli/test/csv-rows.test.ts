import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { type CsvRow, csvRows } from "../src/import/csv-rows.ts";

async function rowsOf(text: string) {
  const path = join(temporaryFolder(), "books.csv");
  await writeFile(path, text);
  const rows: CsvRow[] = [];
  for await (const row of await csvRows(path)) rows.push(row);
  return rows;
}

describe("rows of a CSV file", () => {
  test("carry the line on which they begin, also after line breaks in cells", async () => {
    const rows = await rowsOf('title,authors\n"two\nlines",A\n\nthird,B\n');
    expect(rows).toEqual([
      { line: 2, fields: { title: "two\nlines", authors: "A" } },
      { line: 5, fields: { title: "third", authors: "B" } },
    ]);
  });

  test("survive a byte order mark, Windows line ends and a missing last line end", async () => {
    const rows = await rowsOf("\uFEFFtitle,authors\r\nEmma,Jane Austen");
    expect(rows).toEqual([{ line: 2, fields: { title: "Emma", authors: "Jane Austen" } }]);
  });

  test("keep cells that have no column", async () => {
    expect((await rowsOf("title\nEmma,extra\n"))[0]?.fields).toEqual({
      title: "Emma",
      "column 2": "extra",
    });
  });

  test("say when there is no such file, or it is a folder", async () => {
    await expect(csvRows("/does/not/exist.csv")).rejects.toThrow("there is no such file");
    await expect(csvRows(temporaryFolder())).rejects.toThrow("it is not a file");
  });
});
