import { freePort } from "@quad/free-port";
import type { Mail, Mailer } from "@quad/mailer";
import { mailerSuite } from "@quad/mailer/conformance";
import { testAdapter } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";
import { smtpMailer } from "../src/index.ts";
import { type SmtpServer, smtpServer } from "./smtp-server.ts";

const mail: Mail = {
  id: "order.1",
  to: { name: "Zoë", email: "zoe@example.org" },
  subject: "Grüße",
  text: "one\n.\ntwo",
};

async function serverForTest(replies?: Record<string, string>): Promise<SmtpServer> {
  const server = await smtpServer(replies);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

async function started(url: string): Promise<Mailer> {
  const mailer = smtpMailer({ url });
  await mailer.start();
  onTestFinished(() => mailer.stop());
  return mailer;
}

testAdapter(mailerSuite, "smtp", async () => {
  const server = await serverForTest();
  return {
    open: () => smtpMailer({ url: server.url }),
    received: async () => server.messages.map(parsed),
  };
});

/** Only for mails that travel as they are: one line of ASCII. */
function parsed(message: string): Mail {
  const [head = "", text = ""] = message.split("\n\n");
  const header = (pattern: RegExp) => pattern.exec(head)?.[1] ?? "";
  return {
    id: header(/^Message-ID: <(.+)@campus\.example>$/m),
    to: { name: header(/^To: (.+) <.+>$/m), email: header(/^To: .+ <(.+)>$/m) },
    subject: header(/^Subject: (.+)$/m),
    text,
  };
}

test("names the sender, and stuffs what looks like the end of the message", async () => {
  const server = await serverForTest();
  await (await started(server.url)).send(mail);
  expect(server.commands).toContain("MAIL FROM:<shop@campus.example>");
  expect(server.commands).toContain("RCPT TO:<zoe@example.org>");
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]).toMatch(/^From: shop@campus\.example$/m);
  expect(server.messages[0]).toContain("\n\none\n..\ntwo");
});

test.each([
  ["an address that does not exist", { RCPT: "550 no such user" }, "MAILER_INVALID"],
  ["an address that is busy", { RCPT: "450 try later" }, "MAILER_UNAVAILABLE"],
  ["a sender it does not like", { MAIL: "550 not you" }, "MAILER_UNAVAILABLE"],
  ["everything, for now", { connect: "421 too busy" }, "MAILER_UNAVAILABLE"],
  ["a message for good", { ".": "554 spam" }, "MAILER_INVALID"],
  ["a message, for now", { ".": "451 disk full" }, "MAILER_UNAVAILABLE"],
])("a server that refuses %s", async (_, replies, code) => {
  const server = await serverForTest(replies);
  const mailer = await started(server.url);
  await expect(mailer.send(mail)).rejects.toMatchObject({ code });
  expect(server.messages).toEqual([]);
});

test("a server that hangs up is unavailable", async () => {
  const server = await serverForTest({ ".": "hang up" });
  const mailer = await started(server.url);
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: "MAILER_UNAVAILABLE" });
});

test("no server is unavailable, and starting does not need one", async () => {
  const mailer = await started(`smtp://127.0.0.1:${await freePort()}`);
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: "MAILER_UNAVAILABLE" });
});

test("a password does not travel in the open", async () => {
  const server = await serverForTest();
  const url = server.url.replace("//", "//shop:secret@");
  const mailer = await started(url);
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: "MAILER_UNAVAILABLE" });
  expect(server.commands.filter((command) => command.startsWith("AUTH"))).toEqual([]);
});
