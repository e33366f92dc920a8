export type { LifecycleSubject } from "./lifecycle-subject.ts";
export { testLifecycle } from "./test-lifecycle.ts";
export { worksUnless } from "./works-unless.ts";
