import { defineErrors } from "@quad/errors";

export const cliErrors = defineErrors({
  HOME_NOT_WRITABLE: [
    "invalid",
    "{home} cannot be written: {reason}. Make it writable, or set QUAD_HOME to another folder.",
  ],
  HOME_IN_USE: [
    "conflict",
    "A campus already runs from {home} (pid {pid}, {url}). Stop it with ./quad down, or set QUAD_HOME and QUAD_PORT to others.",
  ],
  PORT_IN_USE: [
    "conflict",
    "Port {port} on {host} is in use by another program. Stop that one, or choose another: QUAD_PORT=8081 ./quad up",
  ],
  PORT_NOT_ALLOWED: [
    "forbidden",
    "Port {port} on {host} cannot be opened: {reason}. Choose another: QUAD_PORT=8080 ./quad up",
  ],
  CAMPUS_NOT_RUNNING: [
    "unavailable",
    "No campus runs from {home}. Start one with ./quad up, or set QUAD_HOME to the folder of the one you mean.",
  ],
  CAMPUS_NOT_STOPPING: [
    "timeout",
    "The campus (pid {pid}) did not stop within {seconds} s; end it with: kill -9 {pid}",
  ],
  IMPORT_FILE_UNREADABLE: ["not-found", "{path} cannot be read: {reason}."],
  IMPORT_COLUMN_MISSING: [
    "invalid",
    "No column holds the {field}. Name it with --map {field}=COLUMN; the file has: {header}.",
  ],
  IMPORT_OPTION_INVALID: [
    "invalid",
    "{option} {value} is not valid; an example: {option} {example}.",
  ],
  IMPORT_REFUSED: ["unavailable", "The catalogue at {url} does not take the rows: {reason}"],
  REBUILD_REFUSED: ["unavailable", "The campus at {url} rebuilds nothing now: {reason}"],
  DEAD_LETTER_BODY_INVALID: ["invalid", "The repaired body is not JSON: {reason}"],
  ENGINE_MISSING: [
    "unavailable",
    "The engines are not running: {missing}. Start them with ./quad engines up.",
  ],
  SETTINGS_REFUSED: ["invalid", "{reason}"],
});
