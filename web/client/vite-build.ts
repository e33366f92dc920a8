import { fileURLToPath } from "node:url";
import { build } from "vite";

// Run by build.ts as `node vite-build.ts OUT_DIR`.
const [, , outDir] = process.argv;
if (outDir === undefined) throw new TypeError("Say where to build to: node vite-build.ts OUT_DIR");

await build({
  // A configuration file would be bundled first, into a temporary file beside node_modules.
  configFile: false,
  root: fileURLToPath(new URL(".", import.meta.url)),
  logLevel: "error",
  build: { outDir, emptyOutDir: true },
});
