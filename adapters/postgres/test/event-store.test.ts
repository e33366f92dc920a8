import { eventStoreSuite } from "@quad/event-store/conformance";
import { testAdapter } from "@quad/testkit";
import { eventStorePlace } from "./event-store-place.ts";

testAdapter(eventStoreSuite, "postgres", () => eventStorePlace());
