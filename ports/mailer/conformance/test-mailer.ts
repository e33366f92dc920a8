import { isQuadError } from "@quad/errors";
import { testLifecycle } from "@quad/lifecycle/conformance";
import type { Mailer } from "@quad/mailer";
import { type Topics, testChecks } from "@quad/testkit";
import { describe, onTestFinished } from "vitest";
import { type MailerCheck, type MailerPlace, mailFor } from "./mailer-place.ts";
import { repeating } from "./repeating.ts";
import { sending } from "./sending.ts";
import { stopping } from "./stopping.ts";

/** The table of contents. */
export const mailerChecks: Topics<MailerCheck> = { sending, repeating, stopping };

/**
 * The contract of `Mailer` as tests, for any adapter. `makePlace` opens nothing that lasts longer
 * than the test, or closes it when the test has finished; mailers are stopped before.
 */
export function testMailer(name: string, makePlace: () => MailerPlace | Promise<MailerPlace>) {
  describe(`mailer: ${name}`, () => {
    testChecks({
      topics: mailerChecks,
      open: async () => stoppedAfterTest(await makePlace()),
      reasonToSkip: ({ needs }, place) =>
        needs && !place.open().supports[needs] ? `This mailer is no ${needs} one.` : undefined,
      run: (check, place) => check.run(place),
    });
  });
  testLifecycle(name, { make: async () => (await makePlace()).open(), works: isWorking });
}

function stoppedAfterTest(place: MailerPlace): MailerPlace {
  return {
    ...place,
    open() {
      const mailer = place.open();
      onTestFinished(() => mailer.stop());
      return mailer;
    },
  };
}

async function isWorking(mailer: Mailer): Promise<boolean> {
  try {
    await mailer.send(mailFor());
    return true;
  } catch (error) {
    if (isQuadError(error, "MAILER_NOT_RUNNING")) return false;
    throw error;
  }
}
