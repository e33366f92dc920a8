import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { type CsvRow, openCsv } from "../src/import/csv-rows.ts";

async function read(content: string | Uint8Array, encoding?: string) {
  const path = join(temporaryFolder(), "books.csv");
  await writeFile(path, content);
  const file = await openCsv(path, encoding);
  const rows: CsvRow[] = [];
  for await (const row of file.rows()) rows.push(row);
  return { header: file.header, rows };
}

describe("rows of a CSV file", () => {
  test("carry the line on which they begin, also after line breaks in cells", async () => {
    const { rows } = await read('title,authors\n"two\nlines",A\n\nthird,B\n');
    expect(rows).toEqual([
      { line: 2, cells: ["two\nlines", "A"] },
      { line: 5, cells: ["third", "B"] },
    ]);
  });

  test("survive Windows line ends and a missing last line end", async () => {
    const { rows } = await read("title,authors\r\nEmma,Jane Austen");
    expect(rows).toEqual([{ line: 2, cells: ["Emma", "Jane Austen"] }]);
  });

  test.each([
    ["title,authors\na|b|c|d,X\n", ["a|b|c|d", "X"]],
    ["title;authors\na,b,c;X\n", ["a,b,c", "X"]],
    ["title\tauthors\na,b;c\tX\n", ["a,b;c", "X"]],
    ["title|authors\na,b;c|X\n", ["a,b;c", "X"]],
  ])("are cut where the header is: %j", async (text, cells) => {
    expect((await read(text)).rows).toEqual([{ line: 2, cells }]);
  });

  test("are all there, in a file of many chunks", async () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, index) => `"Title, ${index}",Author ${index}`);
    const { rows } = await read(`title,authors\n${lines.join("\n")}\n`);
    expect(rows).toHaveLength(count);
    expect(rows.at(-1)).toEqual({ line: count + 1, cells: ["Title, 19999", "Author 19999"] });
  });

  test("say when there is no such file, or it is a folder", async () => {
    await expect(openCsv("/does/not/exist.csv")).rejects.toThrow("there is no such file");
    await expect(openCsv(temporaryFolder())).rejects.toThrow("it is not a file");
  });
});

describe("a file that is not as it should be", () => {
  test("has rows with a fault: text beyond the header, quotes that are not doubled", async () => {
    const { rows } = await read(
      'title,authors\nZwar, Zpeace and Me,Lev N\nEmma,Austen,,\n"The "best" book",B\n"Open,A\nB,C\n"Good",D\nLast,E\n',
    );
    expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
      [2, "it has 3 cells, the header 2: a cell with a delimiter in it has to be quoted"],
      [3, undefined],
      [4, "a quote within a quoted cell is not doubled"],
      [5, "a quote within a quoted cell is not doubled; the row ends in line 7"],
      [8, undefined],
    ]);
  });

  test.each([
    ["an open quote", 'title,authors\nA,B\n"Open,C\nD,E\n', "line 3: a quote opens here"],
    ["nothing in it", "", "line 1: it is empty"],
    ["zero bytes", "title\0,authors\n", "line 1: there are zero bytes"],
  ])("is refused with %s", async (_, text, reason) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "IMPORT_FILE_BROKEN",
      message: expect.stringContaining(reason),
    });
  });
});

describe("encodings", () => {
  const TEXT = "title,authors\nMaître 📚,Żółć\n";
  const CELLS = ["Maître 📚", "Żółć"];

  test.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16, little end first", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16()],
  ])("%s is read as it is", async (_, bytes) => {
    const { header, rows } = await read(bytes);
    expect(header).toEqual(["title", "authors"]);
    expect(rows).toEqual([{ line: 2, cells: CELLS }]);
  });

  const LATIN = Buffer.from("title,authors\nEmma,A\nMa\xeetre,B\n", "latin1");

  test("other bytes are refused with their line and what to do, and never replaced", async () => {
    await expect(read(LATIN)).rejects.toThrow(
      /line 3: there are bytes that are not utf-8\. Say .*--encoding windows-1252/,
    );
    await expect(read(Uint8Array.from([0x41, 0x2c, 0x42, 0xff, 0xfe]))).rejects.toThrow("line 1");
  });

  test("are what the person says", async () => {
    expect((await read(LATIN, "windows-1252")).rows[1]?.cells).toEqual(["Maître", "B"]);
  });
});
