import { chargeSuite } from "@quad/charge/conformance";
import { testAdapter } from "@quad/testkit";
import { memoryPlace } from "../conformance/memory-place.ts";

testAdapter(chargeSuite, "memory", memoryPlace);
