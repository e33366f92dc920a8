import { isDeepStrictEqual } from "node:util";
import type { SagaFilter } from "./saga.ts";
import { sagaErrors } from "./saga-errors.ts";
import { ID_LENGTH_MAX, isSagaId } from "./saga-names.ts";

/** Of an input, as JSON, in characters. */
const INPUT_LENGTH_MAX = 64 * 1024;
const PAGE_MAX = 100;
export const PAGE_DEFAULT = 50;

/** Error: SAGA_INVALID. */
export function checkBegin(id: string, input: unknown): void {
  const reason = faultOfId(id) ?? faultOfInput(input);
  if (reason) throw sagaErrors.SAGA_INVALID({ reason });
}

/** Error: SAGA_INVALID. */
export function checkFilter({ limit = PAGE_DEFAULT, cursor = "" }: SagaFilter): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    throw sagaErrors.SAGA_INVALID({ reason: `a page has 1 to ${PAGE_MAX} sagas` });
  }
  if (cursor !== "" && !isSagaId(cursor)) {
    throw sagaErrors.SAGA_INVALID({ reason: "this cursor came with no page" });
  }
}

function faultOfId(id: unknown): string | undefined {
  if (isSagaId(id)) return undefined;
  return `its id must be 1 to ${ID_LENGTH_MAX} visible ASCII characters`;
}

/** What JSON would drop or change is refused: the steps would see something else. */
function faultOfInput(input: unknown): string | undefined {
  const text = jsonOf(input);
  if (text === undefined || !isDeepStrictEqual(JSON.parse(text), input)) {
    return "its input must be JSON";
  }
  if (text.length <= INPUT_LENGTH_MAX) return undefined;
  return `its input must be at most ${INPUT_LENGTH_MAX} characters of JSON`;
}

function jsonOf(input: unknown): string | undefined {
  try {
    return JSON.stringify(input);
  } catch {
    return undefined;
  }
}
