import { createHash } from "node:crypto";
import { declaredErrors, type ErrorKind } from "@quad/errors";
import type { FastifyInstance } from "fastify";

/** What a kind of error asks of a caller. */
const ADVICE: Readonly<Record<ErrorKind, string>> = {
  invalid: "The request is wrong: sent again as it is, it fails again.",
  "not-found": "It is not there.",
  conflict: "The state has moved on: read it again, then decide.",
  gone: "It was there and will not come back.",
  forbidden: "It is not allowed.",
  "too-large": "It is larger than is accepted.",
  limited: "Too many at once: try again later.",
  unsupported: "It is not offered.",
  unavailable: "Something is down for a moment: try again.",
  timeout: "The outcome is unknown: ask again, with the same idempotency key.",
  internal: "A mistake of the campus: its log has the request's id.",
};

const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent);
    padding: 0.5rem; text-align: left; vertical-align: top; }
  tr:target { background: color-mix(in srgb, currentColor 12%, transparent); }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** `/docs/errors`: every code that a problem document of this campus may name. */
export async function errorPage(app: FastifyInstance): Promise<void> {
  app.get("/docs/errors", (_, reply) =>
    reply
      .header("content-security-policy", `default-src 'none'; style-src 'sha256-${STYLE_HASH}'`)
      .type("text/html; charset=utf-8")
      .send(renderErrors()),
  );
}

function renderErrors(): string {
  const rows = [...declaredErrors()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, [kind, message]]) => {
      const cells = [`<a href="#${code}"><code>${code}</code></a>`, kind, htmlText(message)];
      const advice = htmlText(ADVICE[kind]);
      return `<tr id="${code}"><td>${[...cells, advice].join("</td><td>")}</td></tr>`;
    });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Error codes of Quad</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${STYLE}</style></head>
<body>
<h1>Error codes</h1>
<p>A code never changes its meaning; the text beside it may. <a href="/docs">The API</a></p>
<table>
<thead><tr><th>Code</th><th>Kind</th><th>Text</th><th>What it means to a caller</th></tr></thead>
<tbody>${rows.join("\n")}</tbody>
</table>
</body>
</html>
`;
}

function htmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
