import { classNames, Icon } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import { apps } from "../apps.ts";
import styles from "./app-links.module.css";
import { useCurrentApp } from "./use-current-app.ts";

export interface AppLinksProps {
  /** Beside each other; from top to bottom when left out. */
  readonly inRow?: boolean;
  /** Told when one of them is followed. */
  readonly onFollow?: () => void;
}

/** Every app of the campus, each by the page it begins with; the one we are in is marked. */
export function AppLinks({ inRow = false, onFollow }: AppLinksProps) {
  const current = useCurrentApp();
  return (
    <ul className={classNames(inRow && styles.row)}>
      {apps.map((app) => (
        <li key={app.name}>
          <Link
            to={app.navigation[0].to}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={app === current}
            className={styles.link}
            onClick={onFollow}
          >
            <Icon name={app.icon} className={styles.icon} />
            {app.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
