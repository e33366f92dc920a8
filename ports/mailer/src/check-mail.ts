import type { Mail } from "./mailer.ts";
import { mailerErrors } from "./mailer-errors.ts";

const ID_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 200;
/** The longest address that SMTP carries (RFC 5321, erratum 1690). */
const EMAIL_LENGTH_MAX = 254;
const SUBJECT_LENGTH_MAX = 200;
const TEXT_BYTES_MAX = 64 * 1024;

/**
 * What every adapter does first with a mail, so that all refuse the same things. A line break in
 * a name or a subject would let a sender write headers. Error: MAILER_INVALID.
 */
export function checkMail(mail: Mail): void {
  const reason = fault(mail);
  if (reason) throw mailerErrors.MAILER_INVALID({ reason });
}

function fault({ id, to, subject, text }: Mail): string | undefined {
  if (!isId(id)) return `its id must be 1 to ${ID_LENGTH_MAX} letters, digits, dots and dashes`;
  if (!isLine(to.name, NAME_LENGTH_MAX)) {
    return `the name must be one line of at most ${NAME_LENGTH_MAX} characters`;
  }
  if (!isAddress(to.email)) return "the e-mail address is not one";
  if (!isLine(subject, SUBJECT_LENGTH_MAX)) {
    return `its subject must be one line of at most ${SUBJECT_LENGTH_MAX} characters`;
  }
  if (!isStorable(text) || Buffer.byteLength(text) > TEXT_BYTES_MAX) {
    return `its text must be at most ${TEXT_BYTES_MAX} bytes of UTF-8`;
  }
  return undefined;
}

function isId(text: string): boolean {
  return text.length <= ID_LENGTH_MAX && /^[A-Za-z0-9.-]+$/.test(text);
}

/** Enough to keep headers and the envelope intact; whether it exists only its server knows. */
function isAddress(text: string): boolean {
  return (
    text.length <= EMAIL_LENGTH_MAX && /^[^\s@<>(),;:"\\\p{C}]+@[^\s@<>(),;:"\\\p{C}]+$/u.test(text)
  );
}

function isLine(text: string, lengthMax: number): boolean {
  return text.length <= lengthMax && text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text);
}

/** Engines cannot all store the character 0, nor halves of a pair of surrogates. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
