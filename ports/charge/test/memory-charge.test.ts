import { memoryCharge } from "@quad/charge";
import { testCharge } from "@quad/charge/conformance";

testCharge("memory", () => ({ open: () => memoryCharge() }));
