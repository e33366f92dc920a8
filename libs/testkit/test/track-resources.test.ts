import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { createServer } from "node:net";
import { Worker } from "node:worker_threads";
import { eventually, temporaryFolder } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";
import { trackResources } from "../src/track-resources.ts";

/** Each opens one resource and returns how to close it. */
const KINDS = [
  {
    name: "a timer",
    type: "Timeout",
    async open() {
      const timer = setTimeout(() => {}, 60_000);
      return () => clearTimeout(timer);
    },
  },
  {
    name: "an interval",
    type: "Timeout",
    async open() {
      const timer = setInterval(() => {}, 60_000);
      return () => clearInterval(timer);
    },
  },
  {
    name: "a server",
    type: "TCPSERVERWRAP",
    async open() {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return () => server.close();
    },
  },
  {
    name: "a watcher",
    type: "FSEVENTWRAP",
    async open() {
      const watcher = watch(temporaryFolder());
      return () => watcher.close();
    },
  },
  {
    name: "a child process",
    type: "PROCESSWRAP",
    async open() {
      const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
      return () => child.kill();
    },
  },
  {
    name: "a worker",
    type: "WORKER",
    async open() {
      const worker = new Worker("setTimeout(() => {}, 60_000)", { eval: true });
      return () => worker.terminate();
    },
  },
];

test.each(KINDS)("sees $name from its opening to its closing", async ({ type, open }) => {
  const tracker = trackResources();
  onTestFinished(tracker.end);
  // `eventually` has timers of its own while it asks.
  const own = () => tracker.open().filter(({ place }) => !place?.includes("testkit/src/"));
  const types = () => own().map((resource) => resource.type);
  const close = await open();
  expect(types()).toContain(type);
  await close();
  await eventually(types, {
    withinMs: 5_000,
    what: `${type} is gone`,
    until: (left) => !left.includes(type),
  });
});

test("tells the file and the line", () => {
  const tracker = trackResources();
  onTestFinished(tracker.end);
  const timer = setTimeout(() => {}, 60_000);
  expect(tracker.open()[0]?.place).toMatch(/track-resources\.test\.ts:\d+$/);
  clearTimeout(timer);
});

test("leaves out what was open before, and what does not keep the process alive", () => {
  const before = setTimeout(() => {}, 60_000);
  const tracker = trackResources();
  onTestFinished(tracker.end);
  setTimeout(() => {}, 60_000).unref();
  expect(tracker.open()).toEqual([]);
  clearTimeout(before);
});
