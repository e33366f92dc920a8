export { Bell } from "./bell.ts";
export type { Clock } from "./clock.ts";
export { type FakeClock, fakeClock } from "./fake-clock.ts";
export { systemClock } from "./system-clock.ts";
