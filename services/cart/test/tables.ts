// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  cart: {
    id: string;
    expires_at: Date;
    order_as: string;
  };
  cart_item: {
    cart_id: string;
    book_id: string;
    quantity: number;
    added_at: Date;
  };
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
}
