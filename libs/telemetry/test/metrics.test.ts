import { defineMetrics, installMetrics, scrapeMetrics, timed } from "@quad/telemetry";
import { expect, test } from "vitest";
import { LABEL_SETS_MAX } from "../src/label-sets.ts";

const metrics = defineMetrics({
  sent: {
    name: "quad.test.sent",
    kind: "counter",
    unit: "{letter}",
    labels: ["service", "test.kind"],
    meaning: "Letters that were sent",
  },
  duration: {
    name: "quad.test.duration",
    kind: "histogram",
    unit: "s",
    labels: ["error.type"],
    meaning: "How long a letter took",
  },
  waiting: {
    name: "quad.test.waiting",
    kind: "gauge",
    unit: "{letter}",
    labels: ["service"],
    meaning: "Letters that wait",
  },
});

/** The lines of what is shown that begin so. */
async function shown(beginning: string): Promise<string[]> {
  return (await scrapeMetrics()).split("\n").filter((line) => line.startsWith(beginning));
}

const endEarly = metrics.waiting.observe((set) => set({ service: "early" }, 7));
metrics.sent.add({ service: "early", "test.kind": "lost" }, 1);
await installMetrics();
await installMetrics(); // a second call changes nothing

test("a counter adds up by its labels", async () => {
  metrics.sent.add({ service: "a", "test.kind": "card" }, 1);
  metrics.sent.add({ service: "a", "test.kind": "card" }, 2);
  metrics.sent.add({ service: "b", "test.kind": "card" }, 5);
  expect(await shown("quad_test_sent")).toEqual([
    'quad_test_sent_total{service="a",test_kind="card"} 3',
    'quad_test_sent_total{service="b",test_kind="card"} 5',
  ]);
  expect(await scrapeMetrics()).toContain("# HELP quad_test_sent_total Letters that were sent\n");
});

test("a label that is missing, misspelt or new does not compile", () => {
  const never = () => {
    // @ts-expect-error: test.kind is missing
    metrics.sent.add({ service: "a" }, 0);
    // @ts-expect-error: misspelt
    metrics.duration.record({ errorType: "" }, 0);
    // @ts-expect-error: new
    metrics.waiting.observe((set) => set({ service: "a", id: "1" }, 0))();
    // @ts-expect-error: a gauge is read, not counted
    metrics.waiting.add({ service: "a" }, 0);
  };
  expect(never).toBeTypeOf("function");
});

test("a gauge is read when somebody looks, as long as it is observed", async () => {
  expect(await shown("quad_test_waiting{")).toEqual(['quad_test_waiting{service="early"} 7']);
  let count = 1;
  const end = metrics.waiting.observe(async (set) => set({ service: "late" }, count));
  endEarly();
  count = 2;
  expect(await shown("quad_test_waiting{")).toEqual(['quad_test_waiting{service="late"} 2']);
  end();
  expect(await shown("quad_test_waiting{")).toEqual([]);
});

test("a reading that fails or hangs is left out, and the others are shown", async () => {
  const ends = [
    metrics.waiting.observe(() => Promise.reject(new Error("no database"))),
    metrics.waiting.observe(() => new Promise<never>(() => {})),
    metrics.waiting.observe((set) => set({ service: "well" }, 1)),
  ];
  expect(await shown("quad_test_waiting{")).toEqual(['quad_test_waiting{service="well"} 1']);
  for (const end of ends) end();
});

test("work is timed with how it ended", async () => {
  const record = (seconds: number, errorType: string) =>
    metrics.duration.record({ "error.type": errorType }, seconds);
  expect(await timed(async () => "done", record)).toBe("done");
  const failing = timed(
    () => Promise.reject(Object.assign(new Error("gone"), { code: "GONE" })),
    record,
  );
  await expect(failing).rejects.toMatchObject({ code: "GONE" });
  expect(await shown("quad_test_duration_count")).toEqual([
    'quad_test_duration_count{error_type=""} 1',
    'quad_test_duration_count{error_type="GONE"} 1',
  ]);
  expect(await shown('quad_test_duration_bucket{error_type="",le="0.005"}')).toHaveLength(1);
});

test("labels that are not bounded are: what is more is summed up", async () => {
  for (let id = 0; id < 2_000; id++) {
    metrics.sent.add({ service: "loud", "test.kind": String(id) }, 1);
    if (id % 400 === 0) await scrapeMetrics();
  }
  const lines = await shown("quad_test_sent_total{");
  expect(lines).toHaveLength(LABEL_SETS_MAX + 1);
  const overflow = lines.find((line) => line.includes("otel_metric_overflow"));
  const kept = lines.filter((line) => line.includes('"loud"')).length;
  expect(overflow).toBe(`quad_test_sent_total{otel_metric_overflow="true"} ${2_000 - kept}`);
});
