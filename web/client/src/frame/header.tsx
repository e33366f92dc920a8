import { Icon, ThemeToggle, VisuallyHidden } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { cartQuery } from "../api/cart.ts";
import styles from "./header.module.css";

export function Header() {
  return (
    <header className={styles.band}>
      <div className={styles.row}>
        <Link to="/" className={styles.brand}>
          <svg className={styles.mark} viewBox="0 0 16 16" aria-hidden>
            <path d="M0 0h16v16H0V0Zm5 5v6h6V5H5Z" fillRule="evenodd" />
          </svg>
          Quad
          <span className={styles.place}>Campus bookshop</span>
        </Link>
        <nav aria-label="Main" className={styles.nav}>
          <Link
            to="/"
            activeOptions={{ exact: true, includeSearch: false }}
            className={styles.link}
          >
            Books
          </Link>
          <Link to="/orders" className={styles.link}>
            <Icon name="clock" />
            <span className={styles.word}>Orders</span>
          </Link>
          <Link to="/mailbox" className={styles.link}>
            <Icon name="envelope" />
            <span className={styles.word}>Mailbox</span>
          </Link>
          <CartLink />
        </nav>
        <ThemeToggle />
      </div>
    </header>
  );
}

function CartLink() {
  const { data: cart } = useQuery(cartQuery);
  return (
    <Link to="/cart" className={styles.link}>
      <Icon name="basket" />
      <span className={styles.word}>Cart</span>
      {cart && cart.count > 0 ? (
        <>
          <span className={styles.count} aria-hidden>
            {cart.count}
          </span>
          <VisuallyHidden>
            with {cart.count === 1 ? "one copy" : `${cart.count} copies`}
          </VisuallyHidden>
        </>
      ) : null}
    </Link>
  );
}
