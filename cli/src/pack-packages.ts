// Run in a process of its own, which the bundler ends with: see `packInBackground`.

import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { enableCompileCache } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { makeFolder } from "./make-folder.ts";
import { packedFile, packedFolder, specifiers } from "./packed-packages.ts";

const [cache = ""] = process.argv.slice(2);
const folder = packedFolder(cache);
makeFolder(dirname(folder));
const draft = await mkdtemp(`${folder}-`);
try {
  const input = Object.fromEntries(specifiers.map((each) => [each.replaceAll("/", "_"), each]));
  const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
  await bundle.write({ dir: draft, format: "esm", entryFileNames: "[name].js" });
  await writeFile(join(draft, "package.json"), '{ "type": "module" }\n');
  // Another process may have been faster; what is there is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
} catch (error) {
  await rm(draft, { recursive: true, force: true });
  throw error;
}
// Loaded once, so that their compiled code is kept as well.
enableCompileCache(cache);
for (const each of specifiers) await import(pathToFileURL(packedFile(folder, each)).href);
