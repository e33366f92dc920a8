import { memoryEventStore } from "@quad/event-store";
import { testEventStore } from "@quad/event-store/conformance";

testEventStore("memory", () => ({ open: (options) => memoryEventStore(options) }));
