import { busSuite } from "@quad/bus/conformance";
import { testAdapter } from "@quad/testkit";
import { postgresPlace } from "./postgres-place.ts";

testAdapter(busSuite, "postgres", postgresPlace);
