import { printResult } from "./print-result.ts";
import { scratchCampus } from "./scratch-campus.ts";

/** From the command to readiness and from the signal to the end, first and second time. */
export async function start(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const isolate of [false, true]) {
    const first = await scratchCampus({ isolate });
    const firstStop = await first.stop({ keep: true });
    const second = await scratchCampus({ isolate, home: first.home });
    const secondStop = await second.stop();
    const mode = isolate ? "isolated" : "one process";
    rows.push([`${mode}, first start`, seconds(first.startMs), seconds(firstStop)]);
    rows.push([`${mode}, second start`, seconds(second.startMs), seconds(secondStop)]);
  }
  printResult(
    "Start until an order can be placed, and stop (packages installed)",
    ["campus", "start", "stop"],
    rows,
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
