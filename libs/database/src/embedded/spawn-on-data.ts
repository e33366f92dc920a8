import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import type { Account } from "./server-account.ts";

export interface ServerCommand {
  readonly command: string;
  readonly dataFolder: string;
  readonly args: readonly string[];
  readonly account: Account | undefined;
  readonly stdio: StdioOptions;
}

/**
 * Starts one of the server's programs on its data folder.
 *
 * As another user it could not walk to a folder inside a home that only root may enter. But Node
 * changes into `cwd` before it changes the user, and a process may always use the folder it is in:
 * `/proc/self/cwd` names it without a walk. (PostgreSQL keeps the data folder as its own cwd.)
 */
export async function spawnOnData(server: ServerCommand): Promise<ChildProcess> {
  const { command, dataFolder, args, account, stdio } = server;
  const asOther = account !== undefined && process.platform === "linux";
  const child = spawn(command, ["-D", asOther ? "/proc/self/cwd" : dataFolder, ...args], {
    ...account,
    cwd: dataFolder,
    stdio,
    // A session of its own: Ctrl-C in the terminal reaches Quad, which stops its services first.
    detached: true,
    // Nothing of the caller's: its secrets do not belong in a process of another user.
    env: { LC_ALL: "C" },
  });
  await once(child, "spawn");
  return child;
}
