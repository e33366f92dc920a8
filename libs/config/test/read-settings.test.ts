import { defineSettings, type Environment, readSettings } from "@quad/config";
import { isQuadError } from "@quad/errors";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const meaning = "For the test.";
const settings = defineSettings({
  QUAD_PORT: { kind: "port", default: 8080, meaning },
  QUAD_WORKERS: { kind: "integer", default: 4, min: 1, max: 64, meaning },
  QUAD_OFFSET: { kind: "integer", default: 0, meaning },
  QUAD_AGE: { kind: "integer", default: 18, min: 18, meaning },
  QUAD_DEBT: { kind: "integer", default: 0, max: 0, meaning },
  QUAD_OPEN: { kind: "boolean", default: false, meaning },
  QUAD_CART_TTL: { kind: "duration", default: "7d", meaning },
  QUAD_LOG: { kind: "oneOf", options: ["pretty", "json"], default: "pretty", meaning },
  QUAD_BUS: { kind: "url", default: "postgres:", meaning },
  QUAD_POSTGRES: {
    kind: "url",
    schemes: ["embedded", "postgres"],
    default: "embedded:",
    secret: true,
    meaning,
  },
  QUAD_HOME: { kind: "path", default: ".quad", meaning },
  QUAD_PREFIX: { kind: "string", pattern: "^[a-z]+_$", default: "quad_", meaning },
  QUAD_LISTEN: {
    kind: "string",
    pattern: "^[a-z0-9.]+:\\d+$",
    expected: "a host, a colon and a port",
    default: "127.0.0.1:0",
    meaning,
  },
  QUAD_PEERS: { kind: "string", default: "", meaning },
});

/** The lines after the first of the error that this environment causes. */
function problemsOf(environment: Environment): string[] {
  try {
    readSettings(settings, environment);
    return [];
  } catch (error) {
    if (!isQuadError(error, "CONFIG_INVALID")) throw error;
    return error.message.split("\n").slice(1);
  }
}

test.each([
  ["QUAD_PORT", "0", 0],
  ["QUAD_PORT", "65535", 65_535],
  ["QUAD_WORKERS", "64", 64],
  ["QUAD_OFFSET", "-12", -12],
  ["QUAD_OPEN", "true", true],
  ["QUAD_CART_TTL", "500ms", 500],
  ["QUAD_CART_TTL", "30s", 30_000],
  ["QUAD_CART_TTL", "10m", 600_000],
  ["QUAD_CART_TTL", "2h", 7_200_000],
  ["QUAD_CART_TTL", "7d", 604_800_000],
  ["QUAD_LOG", "json", "json"],
  ["QUAD_BUS", "amqp://broker:5672/campus", "amqp://broker:5672/campus"],
  ["QUAD_HOME", "/srv/quad", "/srv/quad"],
  ["QUAD_PREFIX", "test_", "test_"],
  ["QUAD_PEERS", "orders=http://127.0.0.1:1", "orders=http://127.0.0.1:1"],
] as const)("%s=%s is %j", (name, text, value) => {
  expect(readSettings(settings, { [name]: text })[name]).toBe(value);
});

test("an empty text counts as unset", () => {
  const environment = { QUAD_PORT: "", QUAD_PEERS: "", QUAD_UNKNOWN: "" };
  expect(readSettings(settings, environment)).toEqual(readSettings(settings, {}));
});

describe("what is wrong reads as a sentence", () => {
  test.each([
    [
      "QUAD_PORT",
      "80a",
      '"80a" is not a whole number; expected a port from 0 (any free one) to 65535, such as 8080.',
    ],
    [
      "QUAD_PORT",
      "65536",
      '"65536" is too large; expected a port from 0 (any free one) to 65535, such as 8080.',
    ],
    ["QUAD_WORKERS", "0", '"0" is too small; expected a whole number from 1 to 64, such as 4.'],
    ["QUAD_OFFSET", "1.5", '"1.5" is not a whole number; expected a whole number, such as 0.'],
    [
      "QUAD_OFFSET",
      "9007199254740993",
      '"9007199254740993" is too large; expected a whole number, such as 0.',
    ],
    ["QUAD_AGE", "17", '"17" is too small; expected a whole number of at least 18, such as 18.'],
    ["QUAD_DEBT", "1", '"1" is too large; expected a whole number of at most 0, such as 0.'],
    ["QUAD_OPEN", "yes", '"yes" is neither true nor false; expected true or false.'],
    [
      "QUAD_CART_TTL",
      "7 days",
      '"7 days" is not a duration; expected a whole number and its unit: ms, s, m, h or d, such as 7d.',
    ],
    ["QUAD_LOG", "xml", '"xml" is not a choice; expected one of pretty, json.'],
    ["QUAD_BUS", "broker", '"broker" is not a URL; expected a URL, such as postgres:.'],
    [
      "QUAD_POSTGRES",
      "mysql://u:hunter2@h/d",
      "its value, a secret not shown here, has the unknown scheme mysql:; expected a URL that begins with embedded: or postgres:, such as embedded:.",
    ],
    [
      "QUAD_PREFIX",
      "T",
      '"T" has the wrong form; expected text that matches ^[a-z]+_$, such as quad_.',
    ],
    [
      "QUAD_LISTEN",
      "here",
      '"here" has the wrong form; expected a host, a colon and a port, such as 127.0.0.1:0.',
    ],
  ])("%s=%s", (name, text, sentence) => {
    expect(problemsOf({ [name]: text })).toEqual([`${name}: ${sentence}`]);
  });

  test("all problems at once, one a line", () => {
    const environment = { QUAD_PORT: "x", QUAD_OPEN: "x", QUAD_NONSENSE: "x" };
    expect(problemsOf(environment).map((line) => line.split(":")[0])).toEqual(
      Object.keys(environment),
    );
  });
});

describe("a variable nobody declared", () => {
  test.each([
    ["QUAD_PROT", "did you mean QUAD_PORT?"],
    ["QUAD_PORTS", "did you mean QUAD_PORT?"],
    ["QUAD_CARTTTL", "did you mean QUAD_CART_TTL?"],
    ["QUAD_FOX", "`quad config` lists them all."],
    ["QUAD_SOMETHING_ELSE", "`quad config` lists them all."],
  ])("%s", (name, advice) => {
    expect(problemsOf({ [name]: "1" })).toEqual([`${name}: there is no such setting; ${advice}`]);
  });

  test("is none of our business without the prefix", () => {
    expect(problemsOf({ PATH: "/bin", HOME: "/root", QUADRANT: "1" })).toEqual([]);
  });
});

test("no text makes it crash, and what it accepts has the right type", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(settings)), fc.string(), (name, text) => {
      const problem = problemsOf({ [name]: text })[0];
      if (problem) return problem.startsWith(`${name}: `);
      const values: Record<string, unknown> = readSettings(settings, { [name]: text });
      const defaults: Record<string, unknown> = readSettings(settings, {});
      return typeof values[name] === typeof defaults[name];
    }),
  );
});

test("every whole number of a unit is that many of it", () => {
  const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const unit = fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[]));
  fc.assert(
    fc.property(fc.nat(1_000_000), unit, (amount, name) => {
      const { QUAD_CART_TTL } = readSettings(settings, { QUAD_CART_TTL: `${amount}${name}` });
      expect(QUAD_CART_TTL).toBe(amount * units[name]);
    }),
  );
});
