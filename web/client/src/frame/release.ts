/** In the session: the release that this window was reloaded for. */
const STORAGE_KEY = "quad.release";

/** How long the campus may take to say which release it hands out, in milliseconds. */
const DEADLINE_MS = 5_000;

/**
 * Reloads the window when the campus hands out another release than the one that runs here, and
 * says whether it does. Once for each release: should that one fail as well, nothing goes round.
 */
export async function moveToNewRelease(): Promise<boolean> {
  const current = await releaseOfCampus();
  const isOurs = current === undefined || current === releaseOf(document);
  if (isOurs || sessionStorage.getItem(STORAGE_KEY) === current) return false;
  sessionStorage.setItem(STORAGE_KEY, current);
  location.reload();
  return true;
}

async function releaseOfCampus(): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch("/", { headers: { accept: "text/html" }, signal });
    return releaseOf(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    return undefined;
  }
}

/** The entry of the client: the hash in its name is one of all its chunks. */
function releaseOf(page: Document): string | undefined {
  return page.querySelector("script[type=module][src]")?.getAttribute("src") ?? undefined;
}
