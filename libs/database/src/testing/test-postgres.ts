/** Names the server that a test run shares: the URL of its superuser. */
const VARIABLE = "QUAD_TEST_POSTGRES";

/** From which the passwords of test roles are derived: nothing to protect there. */
export const TEST_SECRET = "known to every test";

/** Whether the run was given a server, or its set-up has started one. */
export function hasTestPostgres(): boolean {
  return Boolean(read());
}

export function testPostgresUrl(): string {
  const url = read();
  if (url) return url;
  throw new TypeError("There is no test server: is testing/global-setup.ts Vitest's globalSetup?");
}

/** For this process and the workers it starts. */
export function setTestPostgresUrl(url: string): void {
  process.env[VARIABLE] = url;
}

function read(): string | undefined {
  return process.env[VARIABLE];
}
