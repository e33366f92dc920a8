import { defineErrors } from "@quad/errors";
import { createLogger, inSpan, installTracing, type LoggerOptions } from "@quad/telemetry";
import { describe, expect, test } from "vitest";

installTracing();

const errors = defineErrors({ TEST_SHELF_EMPTY: ["conflict", "Shelf {shelf} is empty."] });

/** A logger that keeps its lines. */
function keepingLogger(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({
    service: "orders",
    level: "info",
    format: "json",
    destination,
    ...options,
  });
  return { log, lines, records: () => lines.map((line) => JSON.parse(line)) };
}

describe("json", () => {
  test("a line has time, level, service, fields and message", () => {
    const { log, lines, records } = keepingLogger();
    log.info({ orderId: "o1", total: 12 }, "order placed");
    expect(records()).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        service: "orders",
        orderId: "o1",
        total: 12,
        message: "order placed",
      },
    ]);
    expect(lines[0]?.endsWith("\n")).toBe(true);
  });

  test("lines below the level are not written", () => {
    const { log, records } = keepingLogger({ level: "warn" });
    for (const level of ["trace", "debug", "info", "warn", "error", "fatal"] as const) {
      log[level](level);
    }
    expect(records().map(({ message }) => message)).toEqual(["warn", "error", "fatal"]);
  });

  test("a child adds its fields and replaces those of the same name, once", () => {
    const { log, lines, records } = keepingLogger();
    const child = log.child({ service: "cart", cartId: "c1" });
    child.child({ cartId: "c2" }).info("kept");
    log.info("the parent is as it was");
    expect(records()).toMatchObject([{ service: "cart", cartId: "c2" }, { service: "orders" }]);
    expect(lines[0]?.match(/"(service|cartId)"/g)).toHaveLength(2);
  });

  test("an error keeps code, kind, details, stack and cause", () => {
    const { log, records } = keepingLogger();
    const cause = new Error("the row is locked");
    log.error({ error: errors.TEST_SHELF_EMPTY({ shelf: 7, token: "t" }, cause) }, "not reserved");
    const [{ error }] = records();
    expect(error).toMatchObject({
      type: "QuadError",
      code: "TEST_SHELF_EMPTY",
      kind: "conflict",
      details: { shelf: 7, token: "***" },
    });
    expect(error.stack).toContain("Shelf 7 is empty.");
    expect(error.stack).toContain("the row is locked");
  });

  test("anything may be thrown, and logged", () => {
    const { log, records } = keepingLogger();
    log.error({ error: "just text" }, "failed");
    log.error({ error: undefined }, "failed");
    expect(records()[0]).toMatchObject({ error: "just text" });
  });
});

describe("trace ids", () => {
  test("inside a span every line carries them, also across awaits and from a child", async () => {
    const { log, records } = keepingLogger();
    await inSpan("outer", {}, async () => {
      log.info("first");
      await new Promise((resolve) => setImmediate(resolve));
      log.child({ step: 2 }).info("second");
    });
    log.info("outside");
    const [first, second, outside] = records();
    expect(first.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(first.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(second).toMatchObject({ traceId: first.traceId, spanId: first.spanId });
    expect(outside).not.toHaveProperty("traceId");
  });
});

describe("pretty", () => {
  test("a line is one line, with service, message and fields", async () => {
    const { log, lines } = keepingLogger({ format: "pretty" });
    log.info({ orderId: "o1" }, "order placed");
    await inSpan("outer", {}, () => log.warn("slow"));
    expect(lines[0]).toMatch(
      /^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: orders: order placed \{"orderId":"o1"\}\n$/,
    );
    expect(lines[1]).toMatch(/WARN: orders: slow \{"traceId":"[0-9a-f]{32}"\}\n$/);
  });

  test("an error shows its code and its stack", () => {
    const { log, lines } = keepingLogger({ format: "pretty" });
    log.error({ error: errors.TEST_SHELF_EMPTY({ shelf: 7 }) }, "not reserved");
    expect(lines.join("")).toContain('"code": "TEST_SHELF_EMPTY"');
    expect(lines.join("")).toContain("create-logger.test.ts");
  });

  test("secrets are masked here too", () => {
    const { log, lines } = keepingLogger({ format: "pretty" });
    log.info({ password: "hunter2" }, "signed in");
    expect(lines.join("")).not.toContain("hunter2");
  });
});
