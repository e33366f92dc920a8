import { testBus } from "@quad/bus/conformance";
import { postgresPlace } from "./postgres-place.ts";

testBus("postgres bus", postgresPlace);
