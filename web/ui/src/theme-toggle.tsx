import { type ComponentProps, useState } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";
import { applyTheme, storedTheme, type Theme } from "./theme.ts";
import styles from "./theme-toggle.module.css";

const THEMES: Readonly<Record<Theme, { icon: IconName; label: string; next: Theme }>> = {
  system: { icon: "system", label: "Theme: as the system", next: "light" },
  light: { icon: "sun", label: "Theme: light", next: "dark" },
  dark: { icon: "moon", label: "Theme: dark", next: "system" },
};

/**
 * Goes round: as the system, light, dark. The choice is kept in this browser.
 *
 * Keyboard: Enter and Space go on to the next.
 */
export function ThemeToggle({ className, ...rest }: Omit<ComponentProps<"button">, "onClick">) {
  const [theme, setTheme] = useState(storedTheme);
  const { icon, label, next } = THEMES[theme];
  const choose = () => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button
      {...rest}
      type="button"
      className={classNames(styles.toggle, className)}
      aria-label={label}
      title={label}
      onClick={choose}
    >
      <Icon name={icon} />
    </button>
  );
}
