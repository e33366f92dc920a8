import { VisuallyHidden } from "@quad/ui";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import styles from "./next-page.module.css";

/** A page that comes sooner is there before anybody has read that it loads, in milliseconds. */
const MOMENT_MS = 300;

/** Says that a page is on its way, when that takes more than a moment. */
export function NextPage() {
  const isLate = useLate(useRouterState({ select: ({ isLoading }) => isLoading }));
  return (
    <div role="status" className={styles.next} data-late={isLate}>
      {isLate ? <VisuallyHidden>The page is on its way …</VisuallyHidden> : null}
    </div>
  );
}

/** True once it has lasted a moment. */
function useLate(isUnderWay: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setTimeout(() => setLate(true), MOMENT_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isUnderWay]);
  return isLate;
}
