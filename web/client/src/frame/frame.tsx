import { SkipLink } from "@quad/ui";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect, useId, useRef } from "react";
import { Footer } from "./footer.tsx";
import styles from "./frame.module.css";
import { Header } from "./header.tsx";

/** What stands around every page. */
export function Frame() {
  const id = useId();
  return (
    <div className={styles.frame}>
      <SkipLink href={`#${id}`}>Skip to the page</SkipLink>
      <Header />
      <main id={id} ref={useArrival()} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}

/**
 * A link inside the client loads no document, so the browser neither moves the focus nor says where
 * one is: on arrival the new page's heading takes the focus, and is read out.
 */
function useArrival() {
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        if (!(pathChanged && fromLocation)) return;
        main.current?.querySelector("h1")?.focus({ preventScroll: true });
      }),
    [router],
  );
  return main;
}
