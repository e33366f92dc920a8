import { testCharge } from "@quad/charge/conformance";
import { memoryPlace } from "../conformance/memory-place.ts";

testCharge("memory", memoryPlace);
