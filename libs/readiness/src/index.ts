export { askReadiness, isReady, type Readiness } from "./ask-readiness.ts";
