/** As much of an OpenAPI 3.1 document as has to be put together. */
export interface OpenapiDocument {
  readonly openapi: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

/**
 * One document out of those of the services, by name; null for one that does not answer. Paths do
 * not clash, because every service has its own under `/api/`.
 */
export function mergeOpenapi(
  services: ReadonlyMap<string, OpenapiDocument | null>,
): OpenapiDocument {
  const documents = [...services.values()].filter((document) => document !== null);
  const silent = [...services].flatMap(([name, document]) => (document ? [] : [name]));
  const note = silent.length > 0 ? ` Not answering now, so not shown: ${silent.join(", ")}.` : "";
  return {
    openapi: "3.1.0",
    info: {
      title: "Quad",
      version: documents[0]?.info.version ?? "0.0.0",
      description: `The public API of the campus. [What each error code means](/docs/errors).${note}`,
    },
    tags: documents.flatMap(({ tags = [] }) => tags),
    paths: Object.assign({}, ...documents.map(({ paths }) => paths)),
    components: {
      schemas: Object.assign({}, ...documents.map(({ components }) => components?.schemas)),
    },
  };
}
