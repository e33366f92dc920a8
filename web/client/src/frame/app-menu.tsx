import { Icon } from "@quad/ui";
import { useId, useRef } from "react";
import { AppLinks } from "./app-links.tsx";
import styles from "./app-menu.module.css";

/**
 * The apps behind a button, where there is no room for them beside each other. Escape and a press
 * elsewhere close it, and the focus is where it was: the browser sees to both.
 */
export function AppMenu() {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  return (
    <>
      <button type="button" popoverTarget={id} className={styles.button}>
        <Icon name="apps" />
        Apps
      </button>
      <nav ref={panel} id={id} popover="auto" aria-label="Apps" className={styles.panel}>
        <AppLinks onFollow={() => panel.current?.hidePopover()} />
      </nav>
    </>
  );
}
