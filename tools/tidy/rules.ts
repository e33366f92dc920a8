import { commentedOutCode } from "./commented-out-code.ts";
import { dependencyVersions } from "./dependency-versions.ts";
import { errorCodes } from "./error-codes.ts";
import { executableBits } from "./executable-bits.ts";
import { fileKinds } from "./file-kinds.ts";
import { fileLength } from "./file-length.ts";
import { fileNames } from "./file-names.ts";
import { forbiddenWords } from "./forbidden-words.ts";
import { functionLength } from "./function-length.ts";
import { glossary } from "./glossary.ts";
import { indexFiles } from "./index-files.ts";
import { leftovers } from "./leftovers.ts";
import { licences } from "./licences.ts";
import { lineLength } from "./line-length.ts";
import { manifestImports } from "./manifest-imports.ts";
import { manifests } from "./manifests.ts";
import { markdownLinks } from "./markdown-links.ts";
import { markdownTitle } from "./markdown-title.ts";
import { metrics } from "./metrics.ts";
import { migrationMarks } from "./migration-marks.ts";
import { namedFiles } from "./named-files.ts";
import { ownership } from "./ownership.ts";
import { pureDomain } from "./pure-domain.ts";
import { readmes } from "./readmes.ts";
import type { Rule } from "./rule.ts";
import { snippets } from "./snippets.ts";

/** Every rule of tidiness, one file each. */
export const rules: readonly Rule[] = [
  // Files
  fileNames,
  fileKinds,
  fileLength,
  executableBits,
  forbiddenWords,
  // Code
  functionLength,
  lineLength,
  indexFiles,
  commentedOutCode,
  leftovers,
  pureDomain,
  // Packages
  manifests,
  manifestImports,
  dependencyVersions,
  licences,
  // Words
  readmes,
  markdownTitle,
  markdownLinks,
  namedFiles,
  snippets,
  errorCodes,
  metrics,
  migrationMarks,
  ownership,
  glossary,
];
