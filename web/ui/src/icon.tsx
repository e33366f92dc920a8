import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./icon.module.css";

/** Strokes on a 24 × 24 grid. */
const PATHS = {
  alert: "M12 4 2.5 20h19L12 4Zm0 6v4.5m0 3v.01",
  apps: "M4 4h6v6H4V4Zm10 0h6v6h-6V4ZM4 14h6v6H4v-6Zm10 0h6v6h-6v-6Z",
  basket: "M4 9h16l-1.6 10H5.6L4 9Zm4 0 3-5m5 5-3-5",
  book: "M5 4.5h6a1 1 0 0 1 1 1v14a1 1 0 0 0-1-1H3.5v-14H5Zm14 0h-6a1 1 0 0 0-1 1v14a1 1 0 0 1 1-1h7.5v-14H19Z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 4v5l3 2",
  cross: "m6 6 12 12M18 6 6 18",
  envelope: "M3.5 6h17v12h-17V6Zm0 .5 8.5 7 8.5-7",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 8v4.5m0-8v.01",
  minus: "M6 12h12",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  plus: "M6 12h12M12 6v12",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.7 11.2L20.5 20.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4",
  system: "M3.5 5h17v11h-17V5ZM8.5 20h7M12 16v4",
} as const;

export type IconName = keyof typeof PATHS;

export interface IconProps extends ComponentProps<"svg"> {
  readonly name: IconName;
}

/** A drawing beside a text that says the same; hidden from screen readers. */
export function Icon({ name, className, ...rest }: IconProps) {
  return (
    <svg {...rest} className={classNames(styles.icon, className)} viewBox="0 0 24 24" aria-hidden>
      <path d={PATHS[name]} />
    </svg>
  );
}
