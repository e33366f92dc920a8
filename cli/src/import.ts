import { Command, InvalidArgumentError } from "commander";
import type { BookColumn } from "./import/book-row.ts";
import { BOOK_COLUMNS, type ColumnMap } from "./import/book-row.ts";
import type { ImportOptions } from "./import/import-books.ts";

/** `quad import books FILE.csv`: real data into a running campus. */
export const importCommand = new Command("import").description("Load real data into the campus");

importCommand
  .command("books")
  .description("Add or update books from a CSV file with a header; may be run again at any time")
  .argument("<file>", "CSV, UTF-8, with a header line")
  .option("--map <pairs>", "columns by field, such as title=Name,authors=By", parseMap, {})
  .option("--price <amount>", "price of rows that have none, such as 15.00", "15.00")
  .option("--currency <code>", "ISO 4217 code of all prices", "USD")
  .option("--rejects <file>", "where bad rows go, with line and reason (default: FILE.rejects.csv)")
  .action(async (file: string, options: ImportOptions) => {
    const { importBooks } = await import("./import/import-books.ts");
    await importBooks(file, options);
  });

function parseMap(text: string): Partial<ColumnMap> {
  const pairs = text.split(",").map((pair) => pair.split("=", 2).map((part) => part.trim()));
  for (const [field, column] of pairs) {
    if (!BOOK_COLUMNS.includes(field as BookColumn) || !column) {
      throw new InvalidArgumentError(
        `Each pair is field=column; fields: ${BOOK_COLUMNS.join(", ")}.`,
      );
    }
  }
  return Object.fromEntries(pairs);
}
