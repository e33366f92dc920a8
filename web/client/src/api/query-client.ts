import { QueryClient } from "@tanstack/react-query";
import { isRefusal } from "./problem-error.ts";

/** Before a failed reading is tried again, in milliseconds. */
const RETRY_DELAY_MS = 500;

/**
 * Keeps what the campus answered. A reading that got no answer is tried once more before the
 * person is told; a refusal stays a refusal. Writings are tried again by the person only.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 1 && !isRefusal(error),
      retryDelay: RETRY_DELAY_MS,
    },
  },
});
