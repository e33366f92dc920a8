export { type PostgresBusOptions, postgresBus } from "./bus/postgres-bus.ts";
