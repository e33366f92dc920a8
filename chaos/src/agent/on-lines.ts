import type { Socket } from "node:net";

/** Calls back for each line of JSON. A connection that breaks just has no more of them. */
export function onLines<Line>(socket: Socket, hear: (line: Line) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("error", () => {});
  socket.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(JSON.parse(line) as Line);
  });
}
