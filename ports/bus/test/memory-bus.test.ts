import { busSuite } from "@quad/bus/conformance";
import { noLeaks, testAdapter } from "@quad/testkit";
import { memoryPlace } from "../conformance/memory-place.ts";

noLeaks();
testAdapter(busSuite, "memory", () => memoryPlace());
