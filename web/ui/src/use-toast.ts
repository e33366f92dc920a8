import { createContext, useContext } from "react";

type Announce = (message: string) => void;

/** Where a `ToastRegion` offers its voice to everything inside it. */
export const ToastContext = createContext<Announce>(() => {
  throw new TypeError("useToast is used outside a ToastRegion.");
});

/** Says that something worked, in passing. What a person must act on is an `Alert`. */
export function useToast(): Announce {
  return useContext(ToastContext);
}
