import type { DatabaseKit } from "@quad/chassis";
import type { SettingsOf } from "@quad/config";
import type { Tx } from "@quad/database";
import type { Generated } from "kysely";
import type { cartSettings } from "./cart-settings.ts";

/** The tables of cart. */
export interface CartSchema {
  known_book: {
    book_id: string;
    title: string;
    authors: string[];
    amount: number;
    currency: string;
    version: number;
    removed: boolean;
    available: number | null;
    stock_version: number;
  };
  cart: {
    id: string;
    expires_at: Date;
    order_as: Generated<string>;
  };
  cart_item: {
    cart_id: string;
    book_id: string;
    quantity: number;
    added_at: Date;
  };
}

export interface CartKit extends DatabaseKit<CartSchema> {
  readonly settings: SettingsOf<typeof cartSettings>;
}
export type CartTx = Tx<CartSchema>;
