import { expect, test } from "vitest";
import { startFailure } from "../src/embedded/start-failure.ts";

const place = {
  home: "/quad",
  postgresFolder: "/quad/postgres",
  dataFolder: "/quad/postgres/data",
  logFile: "/quad/logs/postgres.log",
  runFile: "/quad/run/postgres.json",
};

// What PostgreSQL 18 and its initdb write.
test.each([
  {
    output: `FATAL:  could not write lock file "postmaster.pid": No space left on device`,
    code: "POSTGRES_DISK_FULL",
    message: "The disk of /quad is full: free some space and start again.",
  },
  {
    output: `LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
HINT:  Is another postmaster already running on port 5432?
FATAL:  could not create any TCP/IP sockets`,
    code: "POSTGRES_PORT_TAKEN",
    message: "Port 5432 for Postgres is taken: free it or choose another.",
  },
  {
    output: `FATAL:  lock file "postmaster.pid" already exists
HINT:  Is another postmaster (PID 77) running in data directory "/quad/postgres/data"?`,
    code: "POSTGRES_HOME_IN_USE",
    message: "/quad is in use by process 77: stop it, or choose another home.",
  },
  {
    output: `LOG:  starting PostgreSQL 18.4
FATAL:  could not map anonymous shared memory: Cannot allocate memory
LOG:  database system is shut down`,
    code: "POSTGRES_NOT_STARTED",
    message:
      "Postgres did not start: FATAL:  could not map anonymous shared memory: Cannot allocate " +
      "memory. Its log is /quad/logs/postgres.log.",
  },
  {
    output: "",
    code: "POSTGRES_NOT_STARTED",
    message: "Postgres did not start: it said nothing. Its log is /quad/logs/postgres.log.",
  },
])("$code: $message", ({ output, code, message }) => {
  expect(startFailure({ place, output, port: 5432 })).toMatchObject({ code, message });
});
