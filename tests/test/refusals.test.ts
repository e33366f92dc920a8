import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { freePort } from "@quad/free-port";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { runQuad } from "../src/run-quad.ts";

const home = temporaryFolder();

describe("a start that cannot succeed says in one line what to do", () => {
  test("the port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, err } = await runQuad(["up"], { QUAD_HOME: home, QUAD_PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(err).toBe(
      `quad: Port ${port} on 127.0.0.1 is in use by another program. ` +
        "Stop that one, or choose another: QUAD_PORT=8081 ./quad up\n",
    );
  });

  test("the folder cannot be written", async () => {
    const file = join(temporaryFolder(), "file");
    await writeFile(file, "");
    const { code, err } = await runQuad(["up"], { QUAD_HOME: join(file, "home") });
    expect(code).toBe(1);
    expect(err).toContain("cannot be written");
    expect(err).toContain("set QUAD_HOME to another folder");
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test.runIf(process.platform === "linux")("no folder can be made there", async () => {
    const { code, err } = await runQuad(["up"], { QUAD_HOME: "/proc/quad" });
    expect(code).toBe(1);
    expect(err).toContain("/proc/quad cannot be written");
  });

  test.each([
    [{ QUAD_PORT: "many" }, 'QUAD_PORT: "many" is not a whole number'],
    [{ QUAD_HOEM: "x" }, "QUAD_HOEM: there is no such setting; did you mean QUAD_HOME?"],
    [{ QUAD_CART_TTL: "week" }, 'QUAD_CART_TTL: "week" is not a duration'],
    [
      { QUAD_BUS: "pigeon:" },
      "has the unknown scheme pigeon:; expected a URL that begins with postgres:",
    ],
  ])("a setting is broken: %o", async (settings, line) => {
    const QUAD_PORT = String(await freePort());
    const { code, err } = await runQuad(["up"], { QUAD_PORT, QUAD_HOME: home, ...settings });
    expect(code).toBe(1);
    expect(err).toContain(line);
  });

  test.each(["QUAD_BUS", "QUAD_LOCK"])("%s is not shared by processes", async (setting) => {
    const QUAD_PORT = String(await freePort());
    const settings = { QUAD_PORT, QUAD_HOME: home, [setting]: "memory:" };
    const { code, err } = await runQuad(["up", "--isolate"], settings);
    expect(code).toBe(1);
    expect(err).toContain(`${setting}=memory: reaches one process only`);
  });

  test("the database does not answer", async () => {
    const port = await freePort();
    const { code, err } = await runQuad(["up"], {
      QUAD_HOME: home,
      QUAD_PORT: String(await freePort()),
      QUAD_POSTGRES: `postgres://quad:secret@127.0.0.1:${port}/quad`,
    });
    expect(code).toBe(1);
    expect(err).toContain(`No Postgres answers at 127.0.0.1:${port}: is it running?`);
    expect(err).not.toContain("secret");
  });

  test("there is no such service, command, file or campus", async () => {
    const settings = { QUAD_HOME: home };
    const [service, command, status, down] = await Promise.all([
      runQuad(["serve", "ghost"], settings),
      runQuad(["haunt"], settings),
      runQuad(["status"], settings),
      runQuad(["down"], settings),
    ]);
    expect(service.err).toContain("There is no service ghost: known are catalog, cart");
    expect(command.err).toContain("unknown command 'haunt'");
    expect(status.err).toContain(`No campus runs from ${home}. Start one with ./quad up`);
    expect(down.err).toContain("No campus runs from");
    for (const { code } of [service, command, status, down]) expect(code).toBe(1);
  });
});
