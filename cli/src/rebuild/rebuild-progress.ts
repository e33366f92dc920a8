import { log, progress as progressBar } from "@clack/prompts";

const STEPS = 100;
const COUNT = new Intl.NumberFormat("en");

/** A bar in a terminal, a line for every tenth elsewhere; what it came to at the end. */
export function rebuildProgress(name: string, target: number) {
  const bar = process.stdout.isTTY ? progressBar({ max: STEPS }) : undefined;
  const startedAt = performance.now();
  const summary = (position: number) =>
    `${name}: ${COUNT.format(position)} of ${COUNT.format(target)} events`;
  let shown = 0;
  bar?.start(summary(0));

  return {
    show(position: number): void {
      const step = Math.floor((STEPS * position) / Math.max(target, 1));
      // Somebody else has begun it once more.
      if (step < shown) shown = step;
      if (bar) bar.advance(step - shown, summary(position));
      else if (Math.floor(step / 10) > Math.floor(shown / 10))
        print(`${step} %: ${summary(position)}`);
      shown = step;
    },
    fail: () => bar?.stop(`Stopped: ${name}`),
    finish(): void {
      bar?.stop("Done");
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      print(`${name}: rebuilt from ${COUNT.format(target)} events in ${seconds} s`);
    },
  };

  function print(line: string): void {
    if (bar) log.message(line);
    else process.stdout.write(`${line}\n`);
  }
}
