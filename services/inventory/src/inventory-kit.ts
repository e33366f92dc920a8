import type { DatabaseKit } from "@quad/chassis";
import type { SettingsOf } from "@quad/config";
import type { Tx } from "@quad/database";
import type { JSONColumnType } from "kysely";
import type { HoldState, Line } from "./domain/stock.ts";
import type { inventorySettings } from "./inventory-settings.ts";

/** The tables of inventory. */
export interface InventorySchema {
  stock_item: {
    book_id: string;
    on_hand: number;
    reserved: number;
    sold: number;
    version: number;
    updated_at: Date;
  };
  hold: {
    order_id: string;
    state: HoldState;
    lines: JSONColumnType<Line[]>;
    expires_at: Date | null;
    updated_at: Date;
  };
  taken_back: {
    return_id: string;
    order_id: string;
    lines: JSONColumnType<Line[]>;
    taken_at: Date;
  };
}

export interface InventoryKit extends DatabaseKit<InventorySchema> {
  readonly settings: SettingsOf<typeof inventorySettings>;
}
export type InventoryTx = Tx<InventorySchema>;
