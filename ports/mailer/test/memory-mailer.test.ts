import { memoryMailer } from "@quad/mailer";
import { mailerSuite } from "@quad/mailer/conformance";
import { testAdapter } from "@quad/testkit";

testAdapter(mailerSuite, "memory", () => {
  // Its mails end with its process, and so does whoever might send them again.
  const mailer = memoryMailer();
  return { open: () => mailer, received: async () => mailer.mails() };
});
