// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  hold: {
    order_id: string;
    state: string;
    lines: object;
    expires_at: Date | null;
    updated_at: Date;
  };
  stock_item: {
    book_id: string;
    on_hand: number;
    reserved: number;
    sold: number;
    version: number;
    updated_at: Date;
  };
  taken_back: {
    return_id: string;
    order_id: string;
    lines: object;
    taken_at: Date;
  };
}
