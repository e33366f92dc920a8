/** A ref for what appears because something failed: off screen it would help nobody. */
export function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
