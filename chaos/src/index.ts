export { type ChaosPlan, chaosPlan } from "./plan/chaos-plan.ts";
export { printReport } from "./report/print-report.ts";
export { type ChaosOptions, type CheckoutFlow, type RunResult, runChaos } from "./run-chaos.ts";
