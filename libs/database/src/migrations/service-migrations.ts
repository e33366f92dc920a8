import type { MigrationFolder } from "./read-migrations.ts";

const OWN_FOLDER = new URL("../../migrations/", import.meta.url);

/** What makes the database of a service: the tables of this library, then the service's own. */
export function serviceMigrations(folder: URL): readonly MigrationFolder[] {
  return [
    { folder: OWN_FOLDER, prefix: "quad/" },
    { folder, prefix: "" },
  ];
}
