import { isQuadError } from "@quad/errors";
import { testLifecycle } from "@quad/lifecycle/conformance";
import type { Mailer } from "@quad/mailer";
import { describe, onTestFinished, test } from "vitest";
import { type MailerCheck, type MailerPlace, mailFor } from "./mailer-place.ts";
import { repeating } from "./repeating.ts";
import { sending } from "./sending.ts";
import { stopping } from "./stopping.ts";

/** The table of contents. */
export const mailerChecks: readonly MailerCheck[] = [...sending, ...repeating, ...stopping];

/**
 * The contract of `Mailer` as tests, for any adapter. `makePlace` opens nothing that lasts longer
 * than the test, or closes it when the test has finished; mailers are stopped before.
 */
export function testMailer(name: string, makePlace: () => MailerPlace | Promise<MailerPlace>) {
  describe(`mailer: ${name}`, () => {
    for (const check of mailerChecks) {
      test(check.name, async ({ skip }) => {
        const place = stoppedAfterTest(await makePlace());
        const { needs } = check;
        if (needs && !place.open().supports[needs]) skip(`This mailer is no ${needs} one.`);
        await check.run(place);
      });
    }
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
