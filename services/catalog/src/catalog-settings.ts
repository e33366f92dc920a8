import { defineSettings } from "@quad/config";

export const catalogSettings = defineSettings({
  QUAD_SAMPLE: {
    kind: "oneOf",
    options: ["sample", "none"],
    default: "sample",
    meaning: "What an empty catalogue starts with: the sample of well-known books, or nothing.",
  },
});
