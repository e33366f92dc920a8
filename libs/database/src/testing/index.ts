export {
  type CountingServer,
  countingServer,
  type ServerWork,
  type StatementWork,
} from "./counting-server.ts";
export { type DifferingColumns, describeTables } from "./describe-tables.ts";
export { type FreshDatabase, type FreshDatabaseOptions, freshDatabase } from "./fresh-database.ts";
export { type FreshServer, freshServer } from "./fresh-server.ts";
