import type { BookFile, Evidence, StockChange, StockFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { accountOf } from "./order-account.ts";

export const stock: Invariant = {
  name: "stock",
  promise:
    "Copies on hand, reserved and sold are conserved and never negative, at every moment; " +
    "in the end none is reserved, and those sold are those of confirmed less returned orders.",
  check: (evidence) => {
    const sold = soldCopies(evidence);
    return [...evidence.books.values()].flatMap((book) =>
      [
        ...negatives(book),
        ...illegalMoves(book, evidence),
        ...wrongEnd(book, sold.get(book.id) ?? 0),
      ].map((what): Violation => ({ bookId: book.id, what })),
    );
  },
};

function soldCopies({ orders }: Evidence): Map<string, number> {
  const sold = new Map<string, number>();
  for (const order of orders.values()) {
    for (const [bookId, copies] of accountOf(order).copies) {
      sold.set(bookId, (sold.get(bookId) ?? 0) + copies);
    }
  }
  return sold;
}

function negatives({ changes }: BookFile): string[] {
  return changes
    .filter(({ after: { onHand, reserved, sold } }) =>
      [onHand, reserved, sold, onHand - reserved].some((copies) => copies < 0),
    )
    .map(({ after }) => `its stock was ${shown(after)}`);
}

/** Copies are set aside, sold, given back or counted; nothing else happens to them. */
function illegalMoves({ id, changes }: BookFile, { clients }: Evidence): string[] {
  const counted = new Set(
    clients.restocks.filter(({ bookId }) => bookId === id).map(({ onHand }) => onHand),
  );
  return changes
    .filter((change) => !isMove(change) && !isCount(change, counted))
    .map(({ before, after }) => `its stock went from ${shown(before)} to ${shown(after)}`);
}

function isMove({ before, after }: StockChange): boolean {
  return before.onHand + before.sold === after.onHand + after.sold;
}

function isCount({ before, after }: StockChange, counted: ReadonlySet<number>): boolean {
  const isUntouched = before.reserved === after.reserved && before.sold === after.sold;
  return isUntouched && counted.has(after.onHand);
}

function wrongEnd({ stock: end, changes }: BookFile, soldByOrders: number): string[] {
  if (!end) return ["it has no stock"];
  const [first] = changes;
  const soldBefore = first?.before.sold ?? end.sold;
  const wrong: string[] = [];
  if (end.reserved !== 0) wrong.push(`${end.reserved} copies are still reserved: ${shown(end)}`);
  if (end.sold - soldBefore !== soldByOrders) {
    wrong.push(`${end.sold - soldBefore} copies were sold, but orders have ${soldByOrders}`);
  }
  return wrong;
}

function shown({ onHand, reserved, sold }: StockFile): string {
  return `${onHand} on hand, ${reserved} reserved, ${sold} sold`;
}
