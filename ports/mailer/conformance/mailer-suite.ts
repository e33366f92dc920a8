import { testLifecycle, worksUnless } from "@quad/lifecycle/conformance";
import type { Mailer, MailerSupports } from "@quad/mailer";
import { type ConformanceSuite, Stage } from "@quad/testkit";
import { type MailerPlace, mailFor } from "./mailer-place.ts";
import { repeating } from "./repeating.ts";
import { sending } from "./sending.ts";
import { stopping } from "./stopping.ts";

/** The contract of `Mailer`, for any adapter. */
export const mailerSuite: ConformanceSuite<Stage<MailerPlace>, keyof MailerSupports> = {
  port: "mailer",
  readme: new URL("../README.md", import.meta.url),
  topics: { sending, repeating, stopping },
  stage: Stage,
  lifecycle: (name, makeStage) =>
    testLifecycle(name, {
      make: async () => (await makeStage()).open(),
      works: worksUnless("MAILER_NOT_RUNNING", (mailer: Mailer) => mailer.send(mailFor())),
    }),
};
