import type { FastifyInstance } from "fastify";

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
