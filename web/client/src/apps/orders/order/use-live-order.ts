import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Order, orderQuery } from "../../../api/orders.ts";
import { followOrder } from "../api/order-stream.ts";

/** How often the order is asked for while its stream is broken, in milliseconds. */
const POLL_INTERVAL_MS = 2_000;

/** How often it is asked for while nothing but a person's decision can change it. */
const WATCH_INTERVAL_MS = 5_000;

/**
 * How news of the order come: `live` as they happen, `polling` by asking now and then because the
 * stream broke, `watching` by asking now and then because only people can change it any more,
 * `settled` when none will come at all.
 */
export type Feed = "connecting" | "live" | "polling" | "watching" | "settled";

/** The order, kept up to date until nothing can change it any more. */
export function useLiveOrder(id: string): { query: UseQueryResult<Order>; feed: Feed } {
  const client = useQueryClient();
  const [stream, setStream] = useState<"connecting" | "live" | "polling">("connecting");
  const query = useQuery({
    ...orderQuery(id),
    refetchInterval: ({ state: { data: order } }) => {
      if (order?.settled) return order.can.length > 0 ? WATCH_INTERVAL_MS : false;
      return stream === "polling" ? POLL_INTERVAL_MS : false;
    },
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

  if (!isDone) return { query, feed: stream };
  return { query, feed: query.data?.can.length ? "watching" : "settled" };
}
