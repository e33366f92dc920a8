import { memoryBus } from "@quad/bus";
import { testBus } from "@quad/bus/conformance";

testBus("the memory bus", () => ({ open: () => memoryBus(), dispose: async () => {} }));
