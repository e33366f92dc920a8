export { isAlive, type ProcessMark, processMark } from "./process-mark.ts";
