import { COPIES_MAX } from "@quad/contracts/limits";
import { Badge, Button, Card, QuantityInput, VisuallyHidden } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import type { CartLine } from "../../../api/cart.ts";
import { formatMoney } from "../../../money/format-money.ts";
import { BookCover } from "../book/book-cover.tsx";
import styles from "./cart-lines.module.css";
import { CartProblem } from "./cart-problem.tsx";
import { useSetQuantity } from "./use-set-quantity.ts";

/** The books of the cart, each with its quantity to change. */
export function CartLines({ lines }: { readonly lines: readonly CartLine[] }) {
  const change = useSetQuantity();
  const { error, variables } = change;
  return (
    <Card>
      {error && variables ? (
        <CartProblem error={error} onRetry={() => change.mutate(variables)} />
      ) : null}
      <ul>
        {lines.map((line) => (
          <li key={line.bookId} className={styles.line}>
            <BookCover book={{ ...line, id: line.bookId }} className={styles.cover} />
            <div className={styles.book}>
              <Link to="/books/$bookId" params={{ bookId: line.bookId }} className={styles.title}>
                {line.title}
              </Link>
              <p className={styles.byline}>{line.authors.join(", ")}</p>
              <Shortage line={line} />
            </div>
            <div className={styles.copies}>
              <QuantityInput
                label={`Copies of ${line.title}`}
                value={line.quantity}
                max={COPIES_MAX}
                onValueChange={(quantity) => change.mutate({ bookId: line.bookId, quantity })}
              />
              <Button
                kind="quiet"
                onClick={() => change.mutate({ bookId: line.bookId, quantity: 0 })}
              >
                Remove<VisuallyHidden>{` ${line.title}`}</VisuallyHidden>
              </Button>
            </div>
            <p className={styles.sum}>
              {formatMoney(line.lineTotal)}
              <span className={styles.each}>{formatMoney(line.price)} each</span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** An order that asks for more than there is comes to nothing: better to know before. */
function Shortage({ line }: { readonly line: CartLine }) {
  if (line.removed) return <Badge tone="bad">Not sold any more</Badge>;
  if (line.available === null || line.available >= line.quantity) return null;
  return (
    <Badge tone="warn">
      {line.available === 0 ? "Out of stock" : `Only ${line.available} in stock`}
    </Badge>
  );
}
