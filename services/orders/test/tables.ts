// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  customer_history: {
    order_id: string;
    email: string;
    currency: string;
    spent: string;
    returned: string;
    created_at: Date;
  };
  order_list: {
    order_id: string;
    status: string;
    customer_name: string;
    customer_email: string;
    copies: number;
    total_amount: number;
    currency: string;
    created_at: Date;
    updated_at: Date;
  };
  ordered_cart: {
    cart_id: string;
    order_id: string;
  };
  sales_per_day: {
    day: Date;
    currency: string;
    orders: number;
    copies: number;
    revenue: string;
    refunds: string;
  };
  sellable_book: {
    book_id: string;
    title: string;
    amount: number;
    currency: string;
    version: number;
    removed: boolean;
  };
}
