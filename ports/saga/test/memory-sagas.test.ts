import { memoryPlace, sagaSuite } from "@quad/saga/conformance";
import { testAdapter } from "@quad/testkit";

testAdapter(sagaSuite, "memory", memoryPlace);
