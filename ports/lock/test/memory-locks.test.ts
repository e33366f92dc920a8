import { lockSuite } from "@quad/lock/conformance";
import { noLeaks, testAdapter } from "@quad/testkit";
import { memoryPlace } from "../conformance/memory-place.ts";

noLeaks();
testAdapter(lockSuite, "memory", () => memoryPlace());
