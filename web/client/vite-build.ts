import { fileURLToPath } from "node:url";
import { build } from "vite";

// Run by build.ts as `node vite-build.ts OUT_DIR`.
const [, , outDir] = process.argv;
if (outDir === undefined) throw new TypeError("Say where to build to: node vite-build.ts OUT_DIR");

/**
 * A page is a chunk because it is imported when somebody goes there. What several share would
 * become a chunk for each set of sharers, dozens of a few hundred bytes; by these groups a page
 * needs three: what every page stands on, what its app shares, and itself. The libraries are apart
 * because they stay the same from release to release.
 */
const chunks = [
  { name: "libraries", test: /[\\/]node_modules[\\/]/ },
  { name: "campus", test: /[\\/](web[\\/](ui|client)[\\/]src[\\/](?!apps[\\/])|contracts[\\/])/ },
  { name: nameOfApp, test: /[\\/]src[\\/]apps[\\/]/, minShareCount: 2 },
];

await build({
  // A configuration file would be bundled first, into a temporary file beside node_modules.
  configFile: false,
  root: fileURLToPath(new URL(".", import.meta.url)),
  logLevel: "error",
  build: {
    outDir,
    emptyOutDir: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
});

function nameOfApp(file: string): string | null {
  return /[\\/]src[\\/]apps[\\/]([^\\/]+)[\\/]/.exec(file)?.[1] ?? null;
}
