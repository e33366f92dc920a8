import { isColorSupported, prettyFactory } from "pino-pretty";

/** How a JSON line reads in a terminal: `12:00:01.042 INFO  orders: order placed {"id":"…"}`. */
export function prettyLine(terminal: boolean): (json: string) => string {
  return prettyFactory({
    colorize: terminal && isColorSupported,
    singleLine: true,
    translateTime: "SYS:HH:MM:ss.l",
    messageKey: "message",
    errorLikeObjectKeys: ["error"],
    messageFormat: "{service}: {message}",
    // A person follows one trace at a time; its spans are for tools.
    ignore: "service,spanId",
  });
}
