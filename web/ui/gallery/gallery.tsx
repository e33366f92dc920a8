import { useId } from "react";
import { SkipLink } from "../src/skip-link.tsx";
import { ToastRegion } from "../src/toast-region.tsx";
import { Controls } from "./controls.tsx";
import { Displays } from "./displays.tsx";
import styles from "./gallery.module.css";

/** Every component in all its states: what tests press and what eyes judge. */
export function Gallery() {
  const components = useId();
  return (
    <ToastRegion>
      <SkipLink href={`#${components}`}>Skip to the components</SkipLink>
      <main id={components} tabIndex={-1} className={styles.gallery}>
        <h1>Gallery</h1>
        <Controls />
        <Displays />
      </main>
    </ToastRegion>
  );
}
