import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions } from "playwright-core";
import { build } from "vite";
import { openBrowser } from "./browser.ts";
import { type OpenedPage, openPage } from "./open-page.ts";

/** No server answers here: the browser is handed the built files. */
const ORIGIN = "http://gallery.test";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
};

/** Builds the gallery and starts a browser; every `open` is a page of its own. */
export async function gallery() {
  const folder = await mkdtemp(join(tmpdir(), "quad-gallery-"));
  const [browser] = await Promise.all([openBrowser(), buildGallery(folder)]);

  const open = async (hash = "", options: BrowserContextOptions = {}): Promise<OpenedPage> => {
    const opened = await openPage(browser, options);
    await opened.page.route(`${ORIGIN}/**`, async (route) => {
      const path = new URL(route.request().url()).pathname;
      const file = join(folder, path === "/" ? "index.html" : path);
      const contentType = CONTENT_TYPES[extname(file)] ?? "application/octet-stream";
      await route.fulfill({ body: await readFile(file), contentType });
    });
    await opened.page.goto(`${ORIGIN}/${hash}`);
    return opened;
  };
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  };
  return { open, close };
}

/** As React's development build, which complains about what it finds odd. */
async function buildGallery(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL("../gallery", import.meta.url)),
    mode: "development",
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
}
