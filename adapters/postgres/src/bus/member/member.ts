import { STOP_PATIENCE_MS, type SubscriptionOptions } from "@quad/bus";
import { type Managed, managed } from "@quad/lifecycle";
import { isFor } from "../publish/notification.ts";
import { claimLoop } from "./claim-loop.ts";
import { type BusContext, newMemberContext } from "./member-context.ts";
import { registerGroup } from "./register-group.ts";

/**
 * A member of a group. `context` gives what the running bus shares with its members.
 * Errors of start: BUS_NOT_RUNNING, BUS_UNAVAILABLE.
 */
export function member(context: () => BusContext, options: SubscriptionOptions): Managed {
  let end = () => Promise.resolve();

  return managed({
    async start() {
      const bus = context();
      await registerGroup(bus.durable, options.group, options.topics);
      end = begin(bus, options);
    },
    stop: () => end(),
  });
}

/** Starts working. Returns the way to end it. */
function begin(bus: BusContext, options: SubscriptionOptions): () => Promise<void> {
  const draining = new AbortController();
  const over = new AbortController();
  const ended = new AbortController();
  const context = newMemberContext(bus, options, { draining: draining.signal, over: over.signal });
  const topics = new Set(options.topics);
  bus.present.add(options);
  const ring = () => {
    context.calls.count++;
    context.bell.ring();
  };
  const silence = bus.listener.tell({
    call(payload) {
      if (isFor(payload, topics)) ring();
    },
    look: ring,
    sessionChanged: () => context.leases.sessionChanged(),
  });
  const renewing = context.leases.renewUntil(ended.signal);
  const working = claimLoop(context);

  return async () => {
    silence();
    bus.present.delete(options);
    draining.abort();
    context.bell.ring();
    const patience = bus.clock.sleep(STOP_PATIENCE_MS, ended.signal).then(
      () => over.abort(),
      () => {},
    );
    await working;
    ended.abort();
    await Promise.all([patience, renewing]);
  };
}
