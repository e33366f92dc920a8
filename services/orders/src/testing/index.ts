export { checkHistory, type HistoryEvent } from "./check-history.ts";
