/** Ids of the first books of the catalogue. */
export async function bookIds(url: string, limit: number): Promise<string[]> {
  const response = await fetch(`${url}/api/catalog/books?limit=${limit}`);
  const { items } = (await response.json()) as { items: { id: string }[] };
  return items.map(({ id }) => id);
}

/** Puts so many copies of each book on the shelf. */
export async function stockUp(url: string, books: readonly string[], onHand: number) {
  for (const id of books) await send(`${url}/api/inventory/books/${id}`, "PUT", { onHand });
}

/** Orders one copy. Answers the order's id. */
export async function placeOrder(url: string, bookId: string, key?: string): Promise<string> {
  const body = {
    items: [{ bookId, quantity: 1 }],
    customer: { name: "Ada Example", email: "ada@example.org" },
  };
  return ((await send(`${url}/api/orders`, "POST", body, key)) as { id: string }).id;
}

async function send(
  url: string,
  method: string,
  body: object,
  key: string = crypto.randomUUID(),
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });
  if (response.ok) return response.json();
  throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
}
