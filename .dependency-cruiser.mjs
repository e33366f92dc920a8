// The edges of the house, one rule each: the table of ARCHITECTURE.md, made to hold.
// `tools/test/dependency-rules.test.ts` plants a violation of every rule and sees it caught.
import { domainFiles, ownPackage, proof } from "./tools/house.ts";

/** Entry points: nobody imports them, somebody runs them. */
const ENTRY_POINTS = [
  proof,
  "(^|/)index\\.ts$",
  "(^|/)main\\.tsx?$",
  "\\.config\\.ts$",
  "\\.d\\.ts$",
  "^\\.dependency-cruiser\\.mjs$",
  // Run in processes of their own.
  "^cli/src/pack-packages\\.ts$",
  "^web/client/vite-build\\.ts$",
  // Loaded into the processes of a campus with `node --import`.
  "^chaos/src/(agent/agent|guards/swap)\\.ts$",
];

const layers = [
  {
    name: "contracts-stand-alone",
    comment: "Contracts are what two services agree on: describe it with the schema library alone.",
    from: { path: "^contracts/", pathNot: proof },
    to: { pathNot: ["^contracts/", "^node_modules/typebox/"] },
  },
  {
    name: "libs-know-no-campus",
    comment: "A lib serves any service. Let the caller pass in what this one knows of the campus.",
    from: { path: "^libs/" },
    to: { path: "^(chassis|services|web|labs)/" },
  },
  {
    name: "libs-know-no-adapter",
    comment: "Ask for the port. Only the chassis's declarations, chassis/src/ports, name adapters.",
    from: { path: "^(libs|chassis)/", pathNot: "^chassis/src/ports/" },
    to: { path: "^adapters/" },
  },
  {
    name: "chassis-knows-no-service",
    comment: "The chassis runs what a manifest says. Let the manifest say it.",
    from: { path: "^chassis/" },
    to: { path: "^(services|web|labs)/" },
  },
  {
    name: "adapters-load-lazily",
    comment: "Use `await import()` in the row of the port: an engine nobody chose is never loaded.",
    from: { path: "^chassis/src/ports/" },
    to: { path: "^adapters/", dependencyTypesNot: ["dynamic-import", "type-only"] },
  },
  {
    name: "libs-take-ports-as-types",
    comment: "Import the port's types; the caller brings the adapter. The chassis wires them.",
    // The outbox refuses what the bus would refuse later: it reads the bus's limits. What a stream
    // comes to is read in pages, as the event store reads them.
    from: {
      path: "^libs/",
      pathNot: [
        "^libs/database/src/outbox/(emitted-events|relay-batches)\\.ts",
        "^libs/event-sourcing/src/read-state\\.ts",
        proof,
      ],
    },
    to: { path: "^ports/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "ports-need-no-engine",
    comment:
      "A port is a promise: ports, libs/clock, errors and lifecycle are all it may stand on.",
    from: { path: "^ports/[^/]+/src/" },
    to: { pathNot: ["^ports/", "^libs/(clock|errors|lifecycle)/"], dependencyTypesNot: ["core"] },
  },
  {
    name: "port-interfaces-import-types",
    comment: "The file that states the promise runs nothing: move what runs to a file of its own.",
    from: { path: "^ports/([^/]+)/src/\\1\\.ts$" },
    to: { dependencyTypesNot: ["type-only"] },
  },
  {
    name: "suites-need-no-engine",
    comment:
      "The suite runs on any adapter: it may use ports, clock, errors, lifecycle, testkit, Vitest.",
    from: { path: "^ports/[^/]+/conformance/" },
    to: {
      pathNot: [
        "^ports/",
        "^libs/(clock|errors|lifecycle|testkit)/",
        "^node_modules/(vitest|fast-check)/",
      ],
      dependencyTypesNot: ["core"],
    },
  },
  {
    name: "adapters-stand-apart",
    comment: "What two adapters share belongs in a lib or a port.",
    from: { path: "^adapters/([^/]+)/" },
    to: { path: "^adapters/", pathNot: "^adapters/$1/" },
  },
  {
    name: "adapters-know-no-service",
    comment:
      "An adapter keeps a port's promise for anybody: it may use its client, ports and libs.",
    from: { path: "^adapters/" },
    to: { path: "^(chassis|services|web|labs)/" },
  },
  {
    name: "services-stand-apart",
    comment: "Services talk by events and HTTP. Share the message in contracts/, not the code.",
    from: { path: "^services/([^/]+)/" },
    to: { path: "^services/", pathNot: "^services/$1/" },
  },
  {
    name: "services-know-no-adapter",
    comment: "Ask the kit for the port; which adapter keeps it is chosen by a URL.",
    from: { path: "^services/" },
    to: { path: "^(adapters|web|labs)/" },
  },
  {
    name: "ui-is-react-alone",
    comment: "A component shows what it is given. Fetch and route in web/client.",
    from: { path: "^web/ui/", pathNot: proof },
    to: { pathNot: ["^web/ui/", "^node_modules/(@types/)?react(-dom)?/"] },
  },
  {
    name: "client-speaks-http",
    comment: "The browser knows the campus by its contracts and HTTP, never by its server code.",
    from: { path: "^web/client/" },
    to: { path: "^(chassis|services|ports|adapters|libs|labs)/" },
  },
  {
    name: "client-apps-stand-apart",
    comment: "An app leads to another by its address. What both need belongs outside of the apps.",
    from: { path: "^web/client/src/apps/([^/]+)/" },
    to: { path: "^web/client/src/apps/", pathNot: "^web/client/src/apps/$1/" },
  },
  {
    name: "client-apps-have-one-table",
    comment: "What is outside of the apps serves any of them: take it from web/client/src/apps.ts.",
    from: { path: "^web/client/src/", pathNot: "^web/client/src/apps[./]" },
    to: { path: "^web/client/src/apps/" },
  },
  {
    name: "client-pages-load-lazily",
    comment:
      "Use `lazyPage` in the app's table: the code of a page comes when somebody goes there.",
    from: { path: "^web/client/src/" },
    to: { path: "^web/client/src/apps/.+-page\\.tsx$", dependencyTypesNot: ["dynamic-import"] },
  },
  {
    name: "browser-code-runs-in-browsers",
    comment: "Node's modules do not exist there.",
    // What builds the client runs in Node.
    from: { path: "^web/", pathNot: [proof, "\\.config\\.ts$", "^web/client/(vite-)?build\\.ts$"] },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "labs-stand-apart",
    comment: "A lab is read by itself. Use what packages export, or repeat the ten lines.",
    from: { path: "^labs/([^/]+/[^/]+)/" },
    to: { path: "^labs/", pathNot: "^labs/$1/" },
  },
  {
    name: "infra-takes-no-source",
    comment: "Infrastructure knows images and names. Read the name from the environment.",
    from: { path: "^infra/" },
    to: { path: "^(contracts|libs|chassis|ports|adapters|services|web|cli|labs)/" },
  },
  {
    name: "nothing-leans-on-the-top",
    comment:
      "The command line, benches, tests and tools use the house; the house does not use them.",
    from: { path: "^(contracts|libs|chassis|ports|adapters|services|web|labs|infra)/" },
    to: { path: "^(cli|bench|chaos|tests|tools)/" },
  },
];

const shape = [
  {
    name: "no-cycles",
    comment: "Neither file can be understood first, not even by its types. Move what both need.",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-package-cycles",
    comment: "Neither package can be understood first, not even by its types. Move what both need.",
    from: { path: ownPackage },
    to: { circular: true, via: { path: ownPackage, pathNot: "^$1/" } },
  },
  {
    name: "no-orphans",
    comment: "Nobody imports it: delete it, or import it where it is needed.",
    module: { path: ownPackage, pathNot: ENTRY_POINTS, numberOfDependentsLessThan: 1 },
    from: { pathNot: "(^|/)test/" },
  },
  {
    name: "through-the-front-door",
    comment: "Import another package by its name; its exports are what it promises.",
    from: { path: ownPackage },
    to: {
      path: ownPackage,
      pathNot: "^$1/",
      dependencyTypesNot: ["aliased-workspace"],
    },
  },
  {
    name: "every-import-is-found",
    comment: "No such file, or the package does not export it: use one of its exports.",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "production-needs-no-proof",
    comment:
      "Move what both need out of the test; what tests need of a package is in its testing.ts.",
    from: { path: ownPackage, pathNot: proof },
    to: {
      path: [
        "(^|/)(test|conformance)/",
        "(^|/)testing(/|\\.ts$)",
        "^libs/testkit/",
        "^tests/",
        "^node_modules/(vitest|fast-check)/",
      ],
    },
  },
  {
    name: "domain-does-no-io",
    comment:
      "Rules of the campus take data and give data. Do I/O in the caller, pass in the result.",
    from: { path: domainFiles },
    to: {
      pathNot: [
        domainFiles,
        "^contracts/",
        "^libs/errors/",
        "^services/[^/]+/src/[^/]+-errors\\.ts$",
        "^node_modules/(typebox|isbn3)/",
      ],
    },
  },
];

export default {
  forbidden: [...layers, ...shape].map((rule) => ({ severity: "error", ...rule })),
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|\\.quad)/" },
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
