/** Under which key each answer of the campus is kept: the one list of all keys. */
export const queryKeys = {
  allBooks: ["books"],
  books: (q: string, sort: string) => ["books", { q, sort }],
  book: (id: string) => ["book", id],
  cart: ["cart"],
  order: (id: string) => ["order", id],
  mails: (orderId: string | undefined) => ["mails", { orderId }],
} as const;
