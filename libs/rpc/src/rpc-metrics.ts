import { defineMetrics } from "@quad/telemetry";

export const rpcMetrics = defineMetrics({
  callDuration: {
    name: "rpc.client.call.duration",
    kind: "histogram",
    unit: "s",
    labels: ["service", "rpc.method", "error.type"],
    meaning: "From a question to its answer, by who asks; a refusal has its code as error type",
  },
});
