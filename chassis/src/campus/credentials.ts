import { configErrors, deriveSecret } from "@quad/config";
import { cluster } from "@quad/database";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { chassisErrors } from "../chassis-errors.ts";

/** What a process may reach, and the secrets that it may know. */
export interface Credentials {
  /** The URL of a database, with a role of its own. Error: NOT_GRANTED. */
  databaseUrl(name: string): Promise<string>;
  /** The secret of a scope, such as `service/orders`. Error: NOT_GRANTED. */
  secret(scope: string): string;
}

/** Exactly what one service needs: no administrator's URL, no master secret. */
export interface Grant {
  readonly databases: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

interface OwnerOptions {
  /** URL of a role that may create roles and databases. */
  readonly postgresUrl: string;
  /** From which every password and signing key of the campus is derived. */
  readonly masterSecret: string;
  /** Of the names of databases and roles. */
  readonly prefix: string;
}

/** Of whoever owns the campus: databases and their roles are created when missing. */
export function ownerCredentials({ postgresUrl, masterSecret, prefix }: OwnerOptions): Credentials {
  const server = cluster({ adminUrl: postgresUrl, secret: masterSecret });
  return {
    // A service may have a dash in its name, a database may not.
    databaseUrl: (name) => server.ensureDatabase(prefix + name.replaceAll("-", "_")),
    secret: (scope) => deriveSecret(masterSecret, scope),
  };
}

/** Of a service that runs by itself: what it was granted, and nothing else. */
export function grantedCredentials({ databases, secrets }: Grant): Credentials {
  function granted(values: Grant["databases"], what: string, name: string): string {
    const value = values[name];
    if (value === undefined) throw chassisErrors.NOT_GRANTED({ what, name });
    return value;
  }
  return {
    databaseUrl: async (name) => granted(databases, "database", name),
    secret: (scope) => granted(secrets, "secret", scope),
  };
}

/** Notes down what is asked of `credentials`: that is what a service needs. */
export function recordGrant(credentials: Credentials): Credentials & { readonly grant: Grant } {
  const databases: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  return {
    grant: { databases, secrets },
    async databaseUrl(name) {
      databases[name] = await credentials.databaseUrl(name);
      return databases[name];
    },
    secret(scope) {
      secrets[scope] = credentials.secret(scope);
      return secrets[scope];
    },
  };
}

/** The value of `QUAD_GRANT`, as `quad grant` writes it. Error: CONFIG_INVALID. */
export function parseGrant(text: string): Grant {
  try {
    const grant: unknown = JSON.parse(text);
    if (grantShape.Check(grant)) return grant;
  } catch {
    // Said below: what is wrong inside of it might be secret.
  }
  const problems =
    "QUAD_GRANT: its value, a secret not shown here, is not what `quad grant` wrote.";
  throw configErrors.CONFIG_INVALID({ problems });
}

const Texts = Type.Record(Type.String(), Type.String());
const grantShape = Compile(
  Type.Object({ databases: Texts, secrets: Texts }, { additionalProperties: false }),
);
