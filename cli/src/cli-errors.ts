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
  IMPORT_COLUMN_TWICE: [
    "invalid",
    "Two columns are called {column}, and only one can be read. Rename one of them.",
  ],
  IMPORT_COLUMN_UNKNOWN: [
    "invalid",
    "--map {field}={column}: the file has no such column. It has: {header}.",
  ],
  IMPORT_FILE_BROKEN: ["invalid", "{path}, line {line}: {reason}."],
  IMPORT_NOTHING: ["invalid", "Nothing in {path} could be used: {reason}."],
  IMPORT_OPTION_INVALID: [
    "invalid",
    "{option} {value} is not valid; an example: {option} {example}.",
  ],
  IMPORT_REFUSED: ["unavailable", "The catalogue at {url} does not take the rows: {reason}"],
  ANNOUNCES_NOTHING: ["not-found", "{service} has no state to announce. Those that have: {known}"],
  REBUILD_REFUSED: ["unavailable", "The campus at {url} rebuilds nothing now: {reason}"],
  DEAD_LETTER_BODY_INVALID: ["invalid", "The repaired body is not JSON: {reason}"],
  SAGA_UNKNOWN: [
    "not-found",
    "There is no saga {id} (asked: {services}). Those there are: ./quad sagas list",
  ],
  SAGA_AMBIGUOUS: [
    "conflict",
    "There is a saga {id} in each of {services}: say which you mean with --service.",
  ],
  SAGAS_ELSEWHERE: [
    "not-found",
    "{service} has no sagas. Leave --service out to see those of all.",
  ],
  SAGA_STEP_NOT_WAITING: [
    "invalid",
    "{step} is no step of {id} that waits for a person. Those that do: {open}. See: ./quad sagas show {id}",
  ],
  SAGA_STEP_UNNAMED: [
    "invalid",
    "Several steps of {id} wait for a person: say which with --step: {open}.",
  ],
  SAGA_VERDICT_UNFIT: [
    "invalid",
    "{step} was done and is to be undone: --as undone says that nothing is left of it. To have it undone by the saga: ./quad sagas retry {id}",
  ],
  SAGA_RESULT_INVALID: ["invalid", "The result is not JSON: {reason}"],
  ENGINE_MISSING: [
    "unavailable",
    "The engines are not running: {missing}. Start them with ./quad engines up.",
  ],
  CONTRACTS_BROKEN: [
    "invalid",
    "Somebody who knows the published contracts would be broken. Make a new version beside it:\n{breaks}",
  ],
  SCAFFOLD_REFUSED: ["invalid", "Nothing was made. {reason}"],
  COMMIT_UNKNOWN: [
    "not-found",
    "Git knows no commit {commit} that this branch has a past in common with.",
  ],
  SETTINGS_REFUSED: ["invalid", "{reason}"],
});
