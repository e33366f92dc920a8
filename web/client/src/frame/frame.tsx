import { SkipLink } from "@quad/ui";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Footer } from "./footer.tsx";
import styles from "./frame.module.css";
import { Header } from "./header.tsx";
import { NextPage } from "./next-page.tsx";

/** What stands around every page, and is there before the first one has come. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const id = useId();
  return (
    <div className={styles.frame}>
      <SkipLink href={`#${id}`}>Skip to the page</SkipLink>
      <NextPage />
      <Header />
      <main id={id} ref={useArrival()} tabIndex={-1} className={styles.main}>
        {children}
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
