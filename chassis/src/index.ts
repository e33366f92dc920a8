export { type BootOptions, bootService, type RunningService } from "./boot/boot-service.ts";
export { announceState } from "./campus/announce-state.ts";
export {
  type Campus,
  type CampusOptions,
  campus,
  nameOf,
} from "./campus/campus.ts";
export {
  campusSettings,
  type PlatformSettings,
  readCampusSettings,
} from "./campus/campus-settings.ts";
export { refuseTooManyConnections } from "./campus/connection-budget.ts";
export {
  type Credentials,
  type Grant,
  grantedCredentials,
  ownerCredentials,
  parseGrant,
} from "./campus/credentials.ts";
export { grantOf, refuseUnshared } from "./campus/grant-of.ts";
export { listenAddress } from "./campus/listen-address.ts";
export { type OperatedSagas, operatedSagas } from "./campus/operated-sagas.ts";
export {
  type Platform,
  type PlatformOptions,
  platform,
} from "./campus/platform.ts";
export { PUBLIC_SERVICE } from "./campus/public-service.ts";
export { type ServiceFacts, serviceFacts } from "./campus/service-facts.ts";
export { chassisErrors } from "./chassis-errors.ts";
export { type Computation, type Compute, computation } from "./compute/computation.ts";
export { type Consumer, consumersOf } from "./consume/consumer.ts";
export { type Listener, type Listens, listenersOf } from "./consume/listener.ts";
export type { Job } from "./jobs/job.ts";
export { type Sweep, sweeper } from "./jobs/sweeper.ts";
export type {
  DatabaseKit,
  EventsKit,
  Kit,
  OptionalPorts,
  ResourcesKit,
  SagaKit,
} from "./kit.ts";
export { type AnnouncedPage, defineService, type Manifest, type Service } from "./manifest.ts";
export type {
  AdapterContext,
  EventStoreContext,
  SagaContext,
} from "./ports/adapter-context.ts";
export { openModule } from "./ports/open-module.ts";
export { adapterUrl } from "./ports/open-port.ts";
export { writesOf } from "./routes/write.ts";
