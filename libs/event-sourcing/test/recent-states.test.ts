import { expect, test } from "vitest";
import { RecentStates } from "../src/recent-states.ts";

const at = (version: number) => ({ version, state: `version ${version}` });

test("recent states are few, and none becomes older", () => {
  const recent = new RecentStates<string>(10);
  recent.keep("first", at(3));
  recent.keep("first", at(2));
  expect(recent.get("first")).toEqual(at(3));
  for (let count = 0; count < 10; count++) recent.keep(`number ${count}`, at(1));
  expect(recent.get("first")).toBeUndefined();
  expect(recent.get("number 9")).toEqual(at(1));
});

test("who watches is woken at each change, and nobody else", () => {
  const recent = new RecentStates<string>(10);
  const woken: string[] = [];
  const unwatch = recent.watch("one", () => woken.push("one"));
  recent.watch("other", () => woken.push("other"));
  recent.keep("one", at(1));
  recent.keep("one", at(1));
  recent.keep("one", at(2));
  expect(woken).toEqual(["one", "one"]);
  unwatch();
  recent.keep("one", at(3));
  expect(woken).toHaveLength(2);
});
