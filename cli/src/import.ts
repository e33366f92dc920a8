import { Command, InvalidArgumentError } from "commander";
import { BOOK_COLUMNS, type BookColumn, type ColumnMap } from "./import/column-map.ts";
import type { ImportOptions } from "./import/import-options.ts";

/** `quad import books FILE.csv`: real data into a running campus. */
export const importCommand = new Command("import").description("Load real data into the campus");

importCommand
  .command("books")
  .description("Add or update books from a CSV file with a header; may be run again at any time")
  .argument("<file>", "CSV with a header line; exports of well-known programs are known as such")
  .option("--map <pairs>", "columns by field, such as title=Name,authors=By", parseMap, {})
  .option("--supplier <name>", "whose ids the file has: by them its books are known again")
  .option("--price <amount>", "price of new books that have none (default: 15.00 USD)")
  .option("--currency <code>", "ISO 4217 code of prices that name none (default: USD, new books)")
  .option("--author-separator <text>", "what separates authors, such as , (default: ; | and /)")
  .option("--encoding <name>", "such as windows-1252 (default: by byte order mark, or UTF-8)")
  .option("--dry-run", "say what would happen, and change nothing")
  .option("--rejects <file>", "where bad rows go, with line and reason (default: FILE.rejects.csv)")
  .action(async (file: string, options: ImportOptions) => {
    const { importBooks } = await import("./import/import-books.ts");
    await importBooks(file, options);
  });

function parseMap(text: string): ColumnMap {
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
