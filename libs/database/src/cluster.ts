import { createHmac } from "node:crypto";
import { type Clock, systemClock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type pg from "pg";
import { connect } from "./connection/connect.ts";
import { codeOf, messageOf } from "./connection/connection-error.ts";
import { databaseErrors } from "./database-errors.ts";

export interface ClusterOptions {
  /** Of a role that may create roles and databases. */
  readonly adminUrl: string;
  /** The passwords of the roles are derived from it: keep it, and they stay the same. */
  readonly secret: string;
  readonly clock?: Clock;
}

/** A Postgres server in which every service gets a database and a role of its own. */
export interface Cluster {
  /**
   * The URL of the database `name`, reached with the role of the same name, which owns it and may
   * enter no other. Creates what is missing; several processes may ask at once. Lower-case
   * letters, digits and underscores.
   * Errors: POSTGRES_UNREACHABLE, POSTGRES_LOGIN_REFUSED, POSTGRES_NOT_ALLOWED.
   */
  ensureDatabase(name: string): Promise<string>;
}

const CONNECT_DEADLINE_MS = 10_000;
const INSUFFICIENT_PRIVILEGE = "42501";

export function cluster({ adminUrl, secret, clock = systemClock }: ClusterOptions): Cluster {
  const open = (url: string) => connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });

  /** On every start but the first the answer is yes, and the administrator is not needed. */
  async function isSetUp(url: string): Promise<boolean> {
    try {
      await (await open(url)).end();
      return true;
    } catch (error) {
      if (isQuadError(error, "POSTGRES_UNREACHABLE")) throw error;
      return false;
    }
  }

  return {
    async ensureDatabase(name) {
      if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new TypeError(`Not a database name: ${name}`);
      const url = ownUrl(adminUrl, secret, name);
      if (!(await isSetUp(url.href))) await setUp(await open(adminUrl), name, url.password);
      return url.href;
    },
  };
}

/** Of the database `name`, with the role of the same name and a password that needs no keeping. */
export function ownUrl(adminUrl: string, secret: string, name: string): URL {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = createHmac("sha256", secret).update(name).digest("base64url");
  url.pathname = `/${name}`;
  return url;
}

async function setUp(admin: pg.Client, name: string, password: string): Promise<void> {
  const quoted = admin.escapeIdentifier(name);
  const exists = async (from: string) => (await admin.query(from, [name])).rowCount === 1;
  try {
    // Of the session, as CREATE DATABASE cannot be in a transaction; it ends with the connection.
    await admin.query("select pg_advisory_lock(hashtext('quad database'), hashtext($1))", [name]);
    const verb = (await exists("select from pg_roles where rolname = $1")) ? "alter" : "create";
    await admin.query(`${verb} role ${quoted} login password ${admin.escapeLiteral(password)}`);
    if (!(await exists("select from pg_database where datname = $1"))) {
      // Who is no superuser must be a member of the role to give it something.
      await admin.query(`grant ${quoted} to current_user`);
      // As files: 25 ms a database instead of 80 through the log, for one checkpoint.
      await admin.query(`create database ${quoted} owner ${quoted} strategy file_copy`);
    }
    await admin.query(`revoke connect on database ${quoted} from public`);
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    const details = { user: admin.user, database: name, reason: messageOf(error) };
    throw databaseErrors.POSTGRES_NOT_ALLOWED(details, error);
  } finally {
    await admin.end();
  }
}
