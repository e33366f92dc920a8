import { type ComponentProps, useCallback, useEffect, useState } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./toast-region.module.css";
import { ToastContext } from "./use-toast.ts";

/** How long a message stays, in milliseconds: time to read two lines twice. */
const SHOWN_MS = 8000;

/**
 * Stands once around the page and shows the latest message in a corner, where a screen reader
 * reads it when it has finished its sentence. Its children may call `useToast`; the class name,
 * the ref and everything else go on the live region.
 *
 * Keyboard: the message takes no focus; Tab reaches its close button at the end of the page.
 */
export function ToastRegion({ className, children, ...rest }: ComponentProps<"div">) {
  const [toast, setToast] = useState<{ readonly message: string }>();
  // A new object each time, so that the same message again is announced again.
  const announce = useCallback((message: string) => setToast({ message }), []);
  const close = useCallback(() => setToast(undefined), []);

  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, close]);

  return (
    <ToastContext value={announce}>
      {children}
      <div {...rest} role="status" className={classNames(styles.region, className)}>
        {toast ? (
          <div className={styles.toast}>
            <Icon name="check" />
            <p className={styles.message}>{toast.message}</p>
            <button type="button" className={styles.close} aria-label="Close" onClick={close}>
              <Icon name="cross" />
            </button>
          </div>
        ) : null}
      </div>
    </ToastContext>
  );
}
