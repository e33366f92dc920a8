import { readFileSync, statSync } from "node:fs";

/** A user of the system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom Postgres runs as when this process is root, which Postgres refuses: the owner of the data
 * where there is some, else the system's `postgres`, else `nobody`. Undefined when this process is
 * a normal user: then Postgres runs as that one.
 */
export function serverAccount(dataFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n").map(parseLine);
  const find = (name: string) => accounts.find((account) => account.name === name);
  const { uid, gid } = find("postgres") ?? find("nobody") ?? { uid: 65_534, gid: 65_534 };
  return { uid, gid };
}

/** `name:password:uid:gid:…`, see passwd(5). */
function parseLine(line: string) {
  const [name, , uid, gid] = line.split(":");
  return { name, uid: Number(uid), gid: Number(gid) };
}
