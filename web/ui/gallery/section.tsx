import type { ReactNode } from "react";
import styles from "./gallery.module.css";

/** One component of the gallery, under its name. */
export function Section({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={name} className={styles.section}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}
