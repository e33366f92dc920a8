import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import fastifyStatic from "@fastify/static";
import { httpErrors, type RoutePlugin } from "@quad/http";
import type { FastifyReply } from "fastify";
import { gatewayErrors } from "./gateway-errors.ts";
import type { GatewayKit } from "./gateway-kit.ts";

/** Nothing is loaded from, sent to or framed by another host. */
const PAGE_HEADERS = {
  "content-security-policy": [
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
} as const;

/** The build puts a hash of the content into these names, so they never change. */
const HASHED_ASSETS = "/assets/";
const FOREVER = "public, max-age=31536000, immutable";

/**
 * The web client, when there is one: its files, and for every other address that a person opens
 * its index.html, which knows what to show there. Error: PAGES_MISSING.
 */
export function pages({ settings }: GatewayKit): RoutePlugin {
  return async (app) => {
    if (settings.QUAD_WEB === "") return;
    const folder = resolve(settings.QUAD_WEB);
    if (!existsSync(join(folder, "index.html"))) throw gatewayErrors.PAGES_MISSING({ folder });
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.slice(folder.length).replaceAll("\\", "/").startsWith(HASHED_ASSETS);
        reply.headers({ ...PAGE_HEADERS, "cache-control": isHashed ? FOREVER : "no-cache" });
      },
    });
    app.get("/*", async (request, reply): Promise<FastifyReply> => {
      const opensPage = request.headers.accept?.includes("text/html");
      if (!opensPage) throw httpErrors.ROUTE_NOT_FOUND();
      return reply.sendFile("index.html");
    });
  };
}
