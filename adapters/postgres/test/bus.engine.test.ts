import { testBus } from "@quad/bus/conformance";
import { postgresPlace } from "./postgres-place.ts";

// On the server that `quad engines up` started, of the version that the system packages.
testBus("postgres bus on the system's Postgres", postgresPlace);
