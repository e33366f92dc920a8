import swaggerUi from "@fastify/swagger-ui";
import type { RoutePlugin } from "@quad/http";
import type { FastifyRequest } from "fastify";
import type { GatewayKit } from "./gateway-kit.ts";
import { mergeOpenapi, type OpenapiDocument } from "./merge-openapi.ts";
import { upstreamsOf } from "./upstreams.ts";

const ASK_WITHIN_MS = 3_000;

/** `/docs`: one page, and at `/docs/json` one OpenAPI document, for the API of all services. */
export function docs(kit: GatewayKit): RoutePlugin {
  return async (app) => {
    const documents = new WeakMap<FastifyRequest, OpenapiDocument>();
    await app.register(swaggerUi, {
      routePrefix: "/docs",
      theme: { title: "Quad API" },
      // Without the bar on top, which is for other documents than ours.
      uiConfig: { layout: "BaseLayout", defaultModelsExpandDepth: -1 },
      staticCSP: {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "frame-ancestors": "'none'",
      },
      uiHooks: {
        // The document is made for each request: services come and go.
        preHandler: async (request) => {
          if (/^\/docs\/(json|yaml)\b/.test(request.url)) {
            documents.set(request, mergeOpenapi(await documentsOfAll(kit)));
          }
        },
      },
      transformSpecificationClone: false,
      transformSpecification: (_, request) => documents.get(request) ?? {},
    });
  };
}

async function documentsOfAll(kit: GatewayKit) {
  const asked = upstreamsOf(kit).map(async ({ name }) => [name, await ask(name)] as const);
  return new Map(await Promise.all(asked));

  async function ask(service: string): Promise<OpenapiDocument | null> {
    const base = kit.addressOf(service);
    if (base === undefined) return null;
    const signal = AbortSignal.timeout(ASK_WITHIN_MS);
    const url = `${base}/api/${service}/openapi.json`;
    const response = await fetch(url, { signal }).catch(() => null);
    return response?.ok ? ((await response.json()) as OpenapiDocument) : null;
  }
}
