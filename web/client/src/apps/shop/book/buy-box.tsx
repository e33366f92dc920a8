import { COPIES_MAX } from "@quad/contracts/limits";
import { Button, Card, QuantityInput } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import type { Book } from "../../../api/books.ts";
import { cartQuery } from "../../../api/cart.ts";
import { formatMoney } from "../../../money/format-money.ts";
import { CartProblem } from "../cart/cart-problem.tsx";
import { useAddToCart } from "../cart/use-add-to-cart.ts";
import styles from "./buy-box.module.css";
import { StockBadge } from "./stock-badge.tsx";

/** Price, stock, and how many to take. */
export function BuyBox({ book }: { readonly book: Book }) {
  const [copies, setCopies] = useState(1);
  const { data: cart } = useQuery(cartQuery);
  const add = useAddToCart(book);
  const held = cart?.items.find((line) => line.bookId === book.id)?.quantity ?? 0;
  const isSoldOut = book.stock === 0;
  const take = () => add.mutate(copies, { onSuccess: () => setCopies(1) });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    take();
  };

  return (
    <Card className={styles.box}>
      <div className={styles.offer}>
        <p className={styles.price}>{formatMoney(book.price)}</p>
        <StockBadge stock={book.stock} />
      </div>
      <form className={styles.form} onSubmit={onSubmit}>
        <QuantityInput
          label="Copies"
          value={copies}
          max={COPIES_MAX}
          disabled={isSoldOut}
          onValueChange={setCopies}
        />
        <Button
          type="submit"
          kind="primary"
          className={styles.add}
          disabled={isSoldOut}
          busy={add.isPending}
        >
          Add to cart
        </Button>
      </form>
      {add.error ? <CartProblem error={add.error} onRetry={take} onNewCart={take} /> : null}
      {held > 0 ? (
        <div className={styles.held}>
          <p>{held === 1 ? "One copy" : `${held} copies`} in your cart</p>
          <Link to="/cart">Go to the cart</Link>
        </div>
      ) : null}
    </Card>
  );
}
