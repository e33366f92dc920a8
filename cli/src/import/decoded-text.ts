import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";

/** The encoding that a byte order mark at the beginning of a file names. */
export async function encodingByMark(path: string): Promise<string | undefined> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
  const [first, second, third] = buffer;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : undefined;
}

/**
 * The text of a file, a chunk at a time, without its byte order mark. Bytes that the encoding does
 * not have are never replaced: `refuse` is called with the line in which they stand.
 */
export async function* decodedText(
  path: string,
  { encoding, refuse }: DecodeOptions,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for await (const bytes of createReadStream(path)) {
    const text = decode(bytes as Uint8Array);
    if (text.includes("\0")) throw refuse(line, NUL);
    line += newlinesIn(text);
    yield text;
  }
  const rest = decode();
  if (rest !== "") yield rest;

  function decode(bytes?: Uint8Array): string {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (error) {
      const at = line + (bytes ? newlinesBeforeFault(bytes) : 0);
      throw refuse(at, `there are bytes that are not ${encoding}`, error);
    }
  }

  /** Decodes what it can again, in order to say where it ends. */
  function newlinesBeforeFault(bytes: Uint8Array): number {
    const lossy = new TextDecoder(encoding).decode(bytes);
    return newlinesIn(lossy.slice(0, lossy.search(/\uFFFD/u)));
  }
}

interface DecodeOptions {
  readonly encoding: string;
  readonly refuse: (line: number, reason: string, cause?: unknown) => Error;
}

const NUL = "there are zero bytes, so it is no text, or UTF-16 without a mark";

function newlinesIn(text: string): number {
  return text.split("\n").length - 1;
}
