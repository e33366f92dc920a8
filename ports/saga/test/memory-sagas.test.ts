import { memoryPlace, testSagas } from "@quad/saga/conformance";

testSagas("memory", memoryPlace);
