import type { DatabaseKit } from "@quad/chassis";
import type { SettingsOf } from "@quad/config";
import type { Tx } from "@quad/database";
import type { ColumnType, Generated } from "kysely";
import type { catalogSettings } from "./catalog-settings.ts";

/** The tables of catalog. */
export interface CatalogSchema {
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
    stock_version: Generated<number>;
    version: Generated<number>;
    source: string | null;
    title_key: string;
    words: ColumnType<never, never, never>;
    words_version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    removed_at: Date | null;
  };
}

export interface CatalogKit extends DatabaseKit<CatalogSchema> {
  readonly settings: SettingsOf<typeof catalogSettings>;
}
export type CatalogTx = Tx<CatalogSchema>;
