/** What an export of a well-known program is known by, and what cannot be read off its cells. */
export interface ExportFormat {
  readonly name: string;
  /** Columns that only it has; case, `_`, `-` and spaces are alike. */
  readonly columns: readonly string[];
  /** Its ids are the same in everybody's file. */
  readonly supplier?: string;
  readonly authorSeparator?: string;
  /** For the column beside the first author. */
  readonly moreAuthorsSeparator?: string;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: "goodbooks-10k",
    columns: ["goodreads book id", "best book id"],
    supplier: "goodbooks-10k",
    authorSeparator: ",",
  },
  {
    name: "Goodreads",
    columns: ["author l f", "exclusive shelf"],
    supplier: "goodreads",
    moreAuthorsSeparator: ",",
  },
  { name: "StoryGraph", columns: ["isbn/uid", "read status"], authorSeparator: "," },
  {
    name: "LibraryThing",
    columns: ["primary author", "secondary author"],
    supplier: "librarything",
    moreAuthorsSeparator: "|",
  },
  {
    name: "BookWyrm",
    columns: ["author text", "remote id"],
    supplier: "bookwyrm",
    authorSeparator: ",",
  },
  {
    name: "Calibre",
    columns: ["author sort", "title sort", "uuid"],
    supplier: "calibre",
    authorSeparator: "&",
  },
];
