import { defineErrors } from "@quad/errors";

export const databaseErrors = defineErrors({
  DATABASE_UNAVAILABLE: ["unavailable", "The database of {service} cannot be used now: {reason}"],
  IDEMPOTENCY_KEY_REUSED: [
    "invalid",
    "Idempotency key {key} came with another request before: use a fresh key for a new request.",
  ],
  MIGRATION_NAME_INVALID: [
    "internal",
    "{name} in {folder} is not a migration: name it like 0001-orders.sql.",
  ],
  MIGRATION_NUMBER_WRONG: [
    "internal",
    "Migration {name} has the wrong number: the next one is {expected}. Numbers have no gap and no twin.",
  ],
  MIGRATION_EDITED: [
    "internal",
    "Migration {name} was edited after it was applied: undo the edit and write a new migration.",
  ],
  MIGRATION_MISSING: [
    "internal",
    "Migration {name} was applied, is not additive, and unknown to this version: run the newer version that has it, or bring its file back.",
  ],
  MIGRATION_FAILED: ["internal", "Migration {name} failed and changed nothing: {reason}"],
  POSTGRES_UNREACHABLE: [
    "unavailable",
    "No Postgres answers at {address}: is it running? ({reason})",
  ],
  POSTGRES_LOGIN_REFUSED: [
    "forbidden",
    "Postgres at {address} refuses user {user}: check the name and the password in the URL. ({reason})",
  ],
  POSTGRES_NOT_ALLOWED: [
    "forbidden",
    "User {user} may not set up database {database}: it needs CREATEROLE and CREATEDB. ({reason})",
  ],
  POSTGRES_HOME_IN_USE: [
    "conflict",
    "{home} is in use by process {pid}: stop it, or choose another home.",
  ],
  POSTGRES_HOME_UNWRITABLE: ["internal", "{home} cannot be used: {reason}. Choose another home."],
  POSTGRES_DISK_FULL: ["internal", "The disk of {home} is full: free some space and start again."],
  POSTGRES_BINARIES_MISSING: [
    "unsupported",
    "The Postgres that npm installs does not run here ({reason}): run npm ci again, or give the URL of a Postgres.",
  ],
  POSTGRES_PORT_TAKEN: [
    "conflict",
    "Port {port} for Postgres is taken: free it or choose another.",
  ],
  POSTGRES_OTHER_VERSION: [
    "conflict",
    "{folder} was made by Postgres {found}, this is {expected}: dump it with the old one, or move it away.",
  ],
  POSTGRES_NOT_STARTED: ["internal", "Postgres did not start: {reason}. Its log is {log}."],
});
