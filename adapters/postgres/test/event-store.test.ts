import { testEventStore } from "@quad/event-store/conformance";
import { eventStorePlace } from "./event-store-place.ts";

testEventStore("postgres", () => eventStorePlace());
