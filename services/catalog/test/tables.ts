// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  book: {
    id: string;
    title: string;
    authors: string[];
    isbn: string | null;
    amount: number;
    currency: string;
    year: number | null;
    language: string | null;
    description: string | null;
    stock: number | null;
    stock_version: number;
    version: number;
    source: string | null;
    title_key: string;
    words: string;
    created_at: Date;
    updated_at: Date;
    removed_at: Date | null;
    words_version: number;
  };
}
