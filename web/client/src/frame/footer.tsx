import styles from "./footer.module.css";

export function Footer() {
  return (
    <footer className={styles.footer}>
      <div className={styles.row}>
        <p>A simulated shop: no money moves and no mail leaves this machine.</p>
        <nav aria-label="More" className={styles.links}>
          <a href="/docs">API</a>
          <a href="/docs/errors">Error codes</a>
        </nav>
      </div>
    </footer>
  );
}
