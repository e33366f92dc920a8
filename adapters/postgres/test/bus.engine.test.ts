import { busSuite } from "@quad/bus/conformance";
import { testAdapter } from "@quad/testkit";
import { postgresPlace } from "./postgres-place.ts";

// On the server that `quad engines up` started, of the version that the system packages.
testAdapter(busSuite, "postgres", postgresPlace, { variant: "on the system's Postgres" });
