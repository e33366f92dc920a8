import { isQuadError } from "@quad/errors";
import { chassisErrors } from "../chassis-errors.ts";

/**
 * What the `open(context)` of a module outside Quad returns, such as the work of a lab; `fault`
 * says what it lacks. Error: ADAPTER_MODULE_INVALID.
 */
export async function openModule<Opened>(
  setting: string,
  url: URL,
  context: unknown,
  fault: (opened: Partial<Opened> | undefined) => string | undefined,
): Promise<Opened> {
  const invalid = (reason: string, cause?: unknown) =>
    chassisErrors.ADAPTER_MODULE_INVALID({ setting, module: url.href, reason }, cause);
  let opened: Partial<Opened> | undefined;
  try {
    const { open } = (await import(url.href)) as {
      open?: (context: unknown) => Promise<Partial<Opened> | undefined>;
    };
    if (typeof open !== "function") throw invalid("no such export");
    opened = await open(context);
  } catch (error) {
    throw isQuadError(error, "ADAPTER_MODULE_INVALID") ? error : invalid(String(error), error);
  }
  const lacking = fault(opened);
  if (lacking !== undefined) throw invalid(`what \`open\` returns ${lacking}`);
  return opened as Opened;
}
