import { Command } from "commander";
import { announce } from "./announce.ts";
import { bench } from "./bench.ts";
import { chaos } from "./chaos.ts";
import { check } from "./check.ts";
import { config } from "./config.ts";
import { contracts } from "./contracts.ts";
import { deadLetters } from "./dead-letters.ts";
import { down } from "./down.ts";
import { engines } from "./engines.ts";
import { grant } from "./grant.ts";
import { importCommand } from "./import.ts";
import { newCommand } from "./new.ts";
import { rebuild } from "./rebuild.ts";
import { sagas } from "./sagas.ts";
import { serve } from "./serve.ts";
import { status } from "./status.ts";
import { test } from "./test.ts";
import { up } from "./up.ts";

/** Every command there is. */
export const program = new Command("quad")
  .description("A campus of small event-driven services, and a course in how such systems work.")
  .showHelpAfterError("Run ./quad --help to see what there is.")
  .enablePositionalOptions();

const commands = [
  up,
  down,
  status,
  config,
  serve,
  grant,
  importCommand,
  rebuild,
  announce,
  deadLetters,
  sagas,
  newCommand,
  contracts,
  check,
  test,
  bench,
  chaos,
  engines,
];
for (const command of commands) {
  program.addCommand(command);
}
