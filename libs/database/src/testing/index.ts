export { type FreshDatabase, type FreshDatabaseOptions, freshDatabase } from "./fresh-database.ts";
export { type FreshServer, freshServer } from "./fresh-server.ts";
