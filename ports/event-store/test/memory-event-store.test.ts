import { memoryEventStore } from "@quad/event-store";
import { eventStoreSuite } from "@quad/event-store/conformance";
import { testAdapter } from "@quad/testkit";

testAdapter(eventStoreSuite, "memory", () => ({ open: (options) => memoryEventStore(options) }));
