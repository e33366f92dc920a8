import { secretFile } from "@quad/config";

// One of several processes that start at once: see secret-file.test.ts.
process.send?.("ready");
process.once("message", async (home: string) => {
  process.send?.(await secretFile(home, "shared"), () => process.disconnect());
});
