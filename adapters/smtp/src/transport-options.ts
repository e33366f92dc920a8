import type SmtpTransport from "nodemailer/lib/smtp-transport/index.js";

/** For the address to be looked up and the connection to be made. */
const CONNECT_TIMEOUT_MS = 5_000;
/** For the server to introduce itself. */
const GREETING_TIMEOUT_MS = 5_000;
/** For any other answer. */
const ANSWER_TIMEOUT_MS = 10_000;

const SUBMISSION_PORT = 587;
const SUBMISSION_TLS_PORT = 465;

/** What a URL says about a mail server and about who writes. */
export interface Smtp {
  readonly options: SmtpTransport.Options;
  readonly sender: string;
  /** Of the sender: the right half of every Message-ID. */
  readonly domain: string;
}

/** Only what is listed here can be set by a URL: nodemailer's own reading would take any option. */
export function transportOptions(url: string): Smtp {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === "smtps:";
  const sender = searchParams.get("from") ?? `quad@${hostname}`;
  const auth = username === "" ? undefined : credentials(username, password);
  return {
    options: {
      host: hostname,
      port: Number(port) || (secure ? SUBMISSION_TLS_PORT : SUBMISSION_PORT),
      secure,
      // A password never travels in the open, even if somebody on the way hides STARTTLS.
      requireTLS: !secure && auth !== undefined,
      ...(auth && { auth }),
      dnsTimeout: CONNECT_TIMEOUT_MS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: GREETING_TIMEOUT_MS,
      socketTimeout: ANSWER_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    sender,
    domain: sender.slice(sender.lastIndexOf("@") + 1),
  };
}

function credentials(username: string, password: string): { user: string; pass: string } {
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}
