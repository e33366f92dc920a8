import { busErrors } from "./bus-errors.ts";
import { checkMessages } from "./check-messages.ts";
import { type DeadLetter, type DeadLetters, deadLettersPage } from "./dead-letters.ts";
import type { MemoryEngine } from "./memory-engine.ts";
