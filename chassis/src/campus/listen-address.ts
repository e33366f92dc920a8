/** The parts of `host:port`; an IPv6 host may stand in brackets. */
export function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const split = text.lastIndexOf(":");
  return {
    host: text.slice(0, split).replace(/^\[|\]$/g, ""),
    port: Number(text.slice(split + 1)),
  };
}
