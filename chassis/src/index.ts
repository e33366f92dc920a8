export { type BootOptions, bootService, type RunningService } from "./boot.ts";
export { type Campus, type CampusOptions, campus, nameOf, PUBLIC_SERVICE } from "./campus.ts";
export { campusSettings } from "./campus-settings.ts";
export { chassisErrors } from "./chassis-errors.ts";
export { type Consumer, consumersOf } from "./consumer.ts";
export type { DatabaseKit, EventsKit, Kit, OptionalPorts, SagaKit } from "./kit.ts";
export { defineService, type Manifest, type Service } from "./manifest.ts";
export { type OperatedSagas, operatedSagas } from "./operated-sagas.ts";
export {
  type Platform,
  type PlatformOptions,
  type PlatformSettings,
  platform,
} from "./platform.ts";
export { type Sweep, sweeper } from "./sweeper.ts";
