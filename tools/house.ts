/** The places of the house that several checks agree on. Patterns match paths from the root. */

/**
 * The rules of the campus, as plain functions on plain data: what lies in a service's `domain/`.
 * They do no I/O and read no clock: dependency-cruiser keeps their imports clean,
 * `tidy/pure-domain.ts` their globals.
 */
export const domainFiles = "^services/[^/]+/src/domain/[^/]+\\.ts$";

/** What proves rather than does. It may use the testkit and whatever the root installs. */
export const proof =
  "(^|/)(test|conformance)/|^(tests|bench|chaos|tools)/|(^|/)testing(/|\\.ts$)|^libs/testkit/";

/** A package's own folder; the group is its path without the last slash. */
export const ownPackage =
  "^((?:libs|ports|adapters|services|web|labs)/[^/]+|chassis|contracts|cli|bench|chaos|tests|tools)/";
