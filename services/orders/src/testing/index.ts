export { checkHistory, type HistoryEvent } from "./check-history.ts";
export { readModelFaults } from "./read-model-faults.ts";
export { historiesOf, historyFaults, type Query, storedHistory } from "./stored-history.ts";
