import { testBus } from "@quad/bus/conformance";
import { noLeaks } from "@quad/testkit";
import { memoryPlace } from "../conformance/memory-place.ts";

noLeaks();
testBus("the memory bus", () => memoryPlace());
