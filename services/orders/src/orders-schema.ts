import type { OrderStatus } from "@quad/contracts/order-statuses";
import type { Tx } from "@quad/database";
import type { Kysely } from "kysely";

/** The tables of orders. The orders themselves are in the streams of the event store. */
export interface OrdersSchema {
  sellable_book: {
    book_id: string;
    title: string;
    amount: number;
    currency: string;
    version: number;
    removed: boolean;
  };
  ordered_cart: {
    cart_id: string;
    order_id: string;
  };
  order_list: {
    order_id: string;
    status: OrderStatus;
    customer_name: string;
    customer_email: string;
    copies: number;
    total_amount: number;
    currency: string;
    created_at: Date;
    updated_at: Date;
  };
  sales_per_day: {
    day: Date;
    currency: string;
    orders: number;
    copies: number;
    revenue: string;
    refunds: string;
  };
  customer_history: {
    order_id: string;
    email: string;
    currency: string;
    spent: string;
    returned: string;
    created_at: Date;
  };
}

export type OrdersSql = Kysely<OrdersSchema>;
export type OrdersTx = Tx<OrdersSchema>;
