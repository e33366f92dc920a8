import { memoryMailer } from "@quad/mailer";
import { testMailer } from "@quad/mailer/conformance";

testMailer("memory", () => {
  // Its mails end with its process, and so does whoever might send them again.
  const mailer = memoryMailer();
  return { open: () => mailer, received: async () => mailer.mails() };
});
