import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gallery } from "./open-gallery.ts";

let shown: Awaited<ReturnType<typeof gallery>>;
beforeAll(async () => {
  shown = await gallery();
});
afterAll(() => shown.close());

let page: Page;
beforeEach(async () => {
  ({ page } = await shown.open());
});

const section = (name: string) => page.getByRole("region", { name, exact: true });
const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>(
    (before, key) => before.then(() => page.keyboard.press(key)),
    Promise.resolve(),
  );
/** The accessible thing that has the focus now, by its name or text. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent;
  });

describe("Button", () => {
  test("is pressed by Enter and by Space", async () => {
    await section("Button").getByRole("button", { name: "Primary" }).focus();
    await press("Enter", "Space");

    await section("Button").getByText("Pressed 2 times").waitFor();
  });

  test("does nothing while busy, and keeps the focus", async () => {
    await section("Button").getByRole("button", { name: "Busy" }).focus();
    await press("Enter", "Space");

    expect(await focused()).toBe("Busy");
    expect(await section("Button").getByRole("status").textContent()).toBe("Pressed 0 times");
  });
});

describe("LinkButton", () => {
  test("is followed by Enter", async () => {
    await section("LinkButton").getByRole("link", { name: "Primary link" }).focus();
    await press("Enter");

    await page.waitForURL("**/#followed");
  });
});

describe("TextField", () => {
  test("is focused by its label, and described by its hint", async () => {
    await section("TextField").getByText("Name", { exact: true }).click();
    await page.keyboard.type("Ada Example");

    const field = section("TextField").getByLabel("Name");
    expect(await field.inputValue()).toBe("Ada Example");
    expect(await described(field)).toBe("As it should stand on the parcel.");
  });

  test("is invalid while it has an error, and says which", async () => {
    const field = section("TextField").getByLabel("E-mail");

    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect((await described(field)).trim()).toBe("This is not an address.");
  });
});

describe("TextArea", () => {
  test("takes lines by Enter and is left by Tab", async () => {
    const field = section("TextArea").getByLabel("Description");
    await field.focus();
    await page.keyboard.type("one\ntwo");
    await press("Tab");

    expect(await field.inputValue()).toBe("one\ntwo");
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
  });
});

describe("Select", () => {
  test("is chosen by arrows", async () => {
    const select = section("Select").getByLabel("Sort by");
    await select.focus();
    await press("ArrowDown", "ArrowDown", "ArrowUp");

    expect(await select.inputValue()).toBe("newest");
  });
});

describe("RadioGroup", () => {
  test("is one stop of the tab order; arrows choose and go round", async () => {
    const chosen = () => section("RadioGroup").getByRole("radio", { checked: true }).inputValue();
    await section("RadioGroup").getByRole("radio", { name: "Card" }).focus();
    await press("ArrowDown");
    expect(await chosen()).toBe("invoice");

    await press("ArrowDown", "ArrowDown");
    expect(await chosen()).toBe("card");

    await press("Tab");
    expect(await focused()).toBe("Copies");
  });
});

describe("QuantityInput", () => {
  const count = () => section("QuantityInput").getByRole("status").textContent();
  const field = () => section("QuantityInput").getByRole("spinbutton", { name: "Copies" }).first();

  test("counts by arrows, up to its limits", async () => {
    await field().focus();
    await press("ArrowUp", "ArrowUp", "ArrowDown");
    expect(await count()).toBe("3 copies chosen");

    await press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
    expect(await count()).toBe("1 copies chosen");
  });

  test("takes what was typed on Enter and when left, within its limits", async () => {
    await field().fill("7");
    expect(await count()).toBe("2 copies chosen");
    await press("Enter");
    expect(await count()).toBe("7 copies chosen");

    await field().fill("500");
    await press("Tab");
    expect(await count()).toBe("10 copies chosen");
    expect(await field().inputValue()).toBe("10");
  });

  test("forgets on Escape what was typed, and emptiness when left", async () => {
    await field().fill("7");
    await press("Escape");
    expect(await field().inputValue()).toBe("2");

    await field().fill("");
    await press("Tab");
    expect(await field().inputValue()).toBe("2");
    expect(await count()).toBe("2 copies chosen");
  });
});

describe("Slider", () => {
  test("goes by arrows, to the ends by Home and End, and says where it is", async () => {
    const slider = section("Slider").getByRole("slider", { name: "As it was" });
    await slider.focus();
    await press("ArrowRight");
    expect(await slider.getAttribute("aria-valuetext")).toBe("on day 3 of 5");

    await press("End");
    await section("Slider").getByText("on day 5 of 5").waitFor();
    await press("Home");
    await section("Slider").getByText("on day 1 of 5").waitFor();
  });
});

describe("SearchField", () => {
  const field = () => section("SearchField").getByRole("searchbox");
  const searched = (text: string) =>
    section("SearchField").getByText(`Searched for “${text}”`, { exact: true }).waitFor();

  test("searches at once on Enter, and clears on Escape", async () => {
    await field().fill("whale");
    await press("Enter");
    await searched("whale");

    await press("Escape");
    await searched("");
    expect(await field().inputValue()).toBe("");
  });

  test("searches by itself when typing pauses", async () => {
    await field().pressSequentially("whale");
    await searched("whale");
    await page.keyboard.type("s");
    await searched("whales");
  });

  test("loses no letter that is typed while a search is under way", async () => {
    await field().fill("whale");
    await press("Enter", "s");
    await searched("whale");
    expect(await field().inputValue()).toBe("whales");

    await searched("whales");
    expect(await field().inputValue()).toBe("whales");
  });
});

describe("SkipLink", () => {
  test("is shown by the first Tab, and Enter goes past the header", async () => {
    const link = page.getByRole("link", { name: "Skip to the components" });
    expect(await isInView(link)).toBe(false);

    await press("Tab");
    expect(await isInView(link)).toBe(true);

    await press("Enter");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  });
});

describe("ThemeToggle", () => {
  test("goes round by Enter, and the choice outlasts a reload", async () => {
    const theme = () => page.evaluate(() => document.documentElement.getAttribute("data-theme"));
    await section("ThemeToggle").getByRole("button").focus();
    await press("Enter", "Enter");
    expect(await focused()).toBe("Theme: dark");

    await page.reload();
    expect(await theme()).toBe("dark");

    await section("ThemeToggle").getByRole("button").focus();
    await press("Space");
    expect(await focused()).toBe("Theme: as the system");
    expect(await theme()).toBeNull();
  });
});

describe("ToastRegion", () => {
  test("speaks without taking the focus, and is closed by key", async () => {
    await section("ToastRegion").getByRole("button", { name: "Show a toast" }).focus();
    await press("Enter");
    await page.getByRole("status").getByText("Added to the cart.").waitFor();
    expect(await focused()).toBe("Show a toast");

    await page.getByRole("button", { name: "Close" }).focus();
    await press("Enter");
    await page.getByText("Added to the cart.").waitFor({ state: "detached" });
  });
});

describe("Table", () => {
  test("can be reached by Tab, so that arrows can scroll it", async () => {
    const frame = section("Table").locator("div:has(> table)");
    await frame.focus();

    expect(await frame.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

type Target = ReturnType<Page["getByRole"]>;

/** The text that a screen reader reads after the field's name. */
function described(field: Target): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.querySelector(`#${CSS.escape(id)}`)?.textContent)
      .join(" "),
  );
}

function isInView(target: Target): Promise<boolean> {
  return target.evaluate((element) => element.getBoundingClientRect().bottom > 0);
}
