import { testLocks } from "@quad/lock/conformance";
import { noLeaks } from "@quad/testkit";
import { memoryPlace } from "../conformance/memory-place.ts";

noLeaks();
testLocks("the memory locks", () => memoryPlace());
