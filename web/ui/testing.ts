export { accessibilityProblems } from "./test/accessibility-problems.ts";
export { openBrowser } from "./test/browser.ts";
export { type OpenedPage, openPage } from "./test/open-page.ts";
