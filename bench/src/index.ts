export { runBenchmarks } from "./run-benchmarks.ts";
