import { Icon, ThemeToggle } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import { apps } from "../apps.ts";
import type { App, Shortcut } from "./app.ts";
import { AppLinks } from "./app-links.tsx";
import { AppMenu } from "./app-menu.tsx";
import { AppNavigation } from "./app-navigation.tsx";
import styles from "./header.module.css";

/** Two levels: the apps of the campus, and the pages of the app that one is in. */
export function Header() {
  return (
    <header>
      <div className={styles.band}>
        <div className={styles.row}>
          <Link to="/" className={styles.brand}>
            <svg className={styles.mark} viewBox="0 0 16 16" aria-hidden>
              <path d="M0 0h16v16H0V0Zm5 5v6h6V5H5Z" fillRule="evenodd" />
            </svg>
            Quad
          </Link>
          <nav aria-label="Apps" className={styles.apps}>
            <AppLinks inRow />
          </nav>
          <div className={styles.menu}>
            <AppMenu />
          </div>
          <nav aria-label="Shortcuts" className={styles.shortcuts}>
            {apps.flatMap(shortcutsOf).map((shortcut) => (
              <ShortcutLink key={shortcut.to} shortcut={shortcut} />
            ))}
          </nav>
          <ThemeToggle />
        </div>
      </div>
      <AppNavigation />
    </header>
  );
}

function shortcutsOf({ shortcuts = [] }: App): readonly Shortcut[] {
  return shortcuts;
}

function ShortcutLink({ shortcut }: { readonly shortcut: Shortcut }) {
  const { label, to, icon, Count } = shortcut;
  return (
    <Link to={to} className={styles.link}>
      <Icon name={icon} />
      <span className={styles.word}>{label}</span>
      <Count />
    </Link>
  );
}
