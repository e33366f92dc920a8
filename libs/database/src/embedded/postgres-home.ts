import { access, constants, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { messageOf } from "../connection-error.ts";
import { databaseErrors } from "../database-errors.ts";

/** Where a home keeps what belongs to its Postgres. */
export interface PostgresHome {
  readonly home: string;
  readonly postgresFolder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly runFile: string;
}

/** Makes the folders. Error: POSTGRES_HOME_UNWRITABLE. */
export async function openPostgresHome(path: string): Promise<PostgresHome> {
  const home = resolve(path);
  const postgresFolder = join(home, "postgres");
  const folders = [postgresFolder, join(home, "logs"), join(home, "run")];
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    } catch (error) {
      throw databaseErrors.POSTGRES_HOME_UNWRITABLE({ path, reason: messageOf(error) }, error);
    }
  }
  return {
    home,
    postgresFolder,
    dataFolder: join(postgresFolder, "data"),
    logFile: join(home, "logs", "postgres.log"),
    runFile: join(home, "run", "postgres.json"),
  };
}
