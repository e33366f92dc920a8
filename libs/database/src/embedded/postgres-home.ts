import { access, constants, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Where a home keeps what belongs to its Postgres. */
export interface PostgresHome {
  readonly home: string;
  readonly postgresFolder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly runFile: string;
}

/** Makes the folders. */
export async function openPostgresHome(path: string): Promise<PostgresHome> {
  const home = resolve(path);
  const postgresFolder = join(home, "postgres");
  for (const folder of [postgresFolder, join(home, "logs"), join(home, "run")]) {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  }
  return {
    home,
    postgresFolder,
    dataFolder: join(postgresFolder, "data"),
    logFile: join(home, "logs", "postgres.log"),
    runFile: join(home, "run", "postgres.json"),
  };
}
