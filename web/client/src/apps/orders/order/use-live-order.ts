import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Order, orderQuery } from "../../../api/orders.ts";
import { followOrder } from "../api/order-stream.ts";

/** How often the order is asked for while its stream is broken, in milliseconds. */
const POLL_INTERVAL_MS = 2_000;

/**
 * How news of the order come: `live` as they happen, `polling` by asking now and then because the
 * stream broke, `settled` when none will come by
 * itself.
 */
export type Feed = "connecting" | "live" | "polling" | "settled";

/** The order, kept up to date until nothing more will happen to it. */
export function useLiveOrder(id: string): { query: UseQueryResult<Order>; feed: Feed } {
  const client = useQueryClient();
  const [stream, setStream] = useState<"connecting" | "live" | "polling">("connecting");
  const query = useQuery({
    ...orderQuery(id),
    refetchInterval: ({ state }) =>
      stream === "polling" && !state.data?.settled ? POLL_INTERVAL_MS : false,
  });
  const isDone = query.data?.settled === true;
  // An order that cannot be read has no stream either: trying again starts both.
  const isReadable = query.data !== undefined;

  useEffect(() => {
    if (isDone || !isReadable) return;
    return followOrder(id, {
      onOrder: (order) => client.setQueryData(orderQuery(id).queryKey, order),
      onOpen: () => setStream("live"),
      onBroken: () => setStream("polling"),
    });
  }, [client, id, isDone, isReadable]);

  return { query, feed: isDone ? "settled" : stream };
}
