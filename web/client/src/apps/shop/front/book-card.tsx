import { Button, Card, VisuallyHidden } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import type { BookLine } from "../../../api/books.ts";
import { formatMoney } from "../../../money/format-money.ts";
import { BookCover } from "../book/book-cover.tsx";
import { StockBadge } from "../book/stock-badge.tsx";
import { CartProblem } from "../cart/cart-problem.tsx";
import { useAddToCart } from "../cart/use-add-to-cart.ts";
import styles from "./book-card.module.css";

/** A book on the shelf: enough to recognise it, and one press to take a copy. */
export function BookCard({ book }: { readonly book: BookLine }) {
  const add = useAddToCart(book);
  const take = () => add.mutate(1);
  return (
    <Card className={styles.card}>
      <BookCover book={book} className={styles.cover} />
      <div className={styles.text}>
        <h2 className={styles.title}>
          <Link to="/books/$bookId" params={{ bookId: book.id }} className={styles.link}>
            {book.title}
          </Link>
        </h2>
        <p className={styles.byline}>
          {book.authors.join(", ")}
          {book.year === null ? null : ` · ${book.year}`}
        </p>
        <div className={styles.offer}>
          <p className={styles.price}>{formatMoney(book.price)}</p>
          <StockBadge stock={book.stock} />
          <Button
            kind="quiet"
            className={styles.add}
            disabled={book.stock === 0}
            busy={add.isPending}
            onClick={take}
          >
            Add<VisuallyHidden>{` ${book.title} to the cart`}</VisuallyHidden>
          </Button>
        </div>
        {add.error ? <CartProblem error={add.error} onRetry={take} onNewCart={take} /> : null}
      </div>
    </Card>
  );
}
