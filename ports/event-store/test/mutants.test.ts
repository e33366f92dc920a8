import { eventStoreSuite } from "@quad/event-store/conformance";
import { testMutants } from "@quad/testkit";
import { eventStoreMutants } from "../conformance/mutants/event-store-mutants.ts";

testMutants(eventStoreSuite, eventStoreMutants);
