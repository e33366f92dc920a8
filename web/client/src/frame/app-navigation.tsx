import { Link } from "@tanstack/react-router";
import styles from "./app-navigation.module.css";
import { useCurrentApp } from "./use-current-app.ts";

/** The way around the app that one is in; an app of one page has none. */
export function AppNavigation() {
  const app = useCurrentApp();
  if (!app || app.navigation.length === 1) return null;
  return (
    <nav aria-label={app.name} className={styles.strip}>
      <ul className={styles.row}>
        {app.navigation.map(({ label, to }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              className={styles.link}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
