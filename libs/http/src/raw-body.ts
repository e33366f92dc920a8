import type { FastifyInstance } from "fastify";
import { Type } from "typebox";

/**
 * The body of a row that wants it byte for byte, as text and of any type: a signature covers the
 * bytes, and parsing and printing would change them. Bytes that are no UTF-8 do not survive, so a
 * signature over them does not hold.
 */
export const RawBody = Type.String({ description: "As it is: a signature covers every byte." });

/** Hands bodies to the routes of this instance as they came; "" when there is none. */
export function keepBodiesRaw(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_, bytes, done) =>
    done(null, bytes.toString()),
  );
  app.addHook("preValidation", async (request) => {
    request.body ??= "";
  });
}
