/** The code of a page did not come: offline, or a release has taken the place of this one. */
export class PageNotFetched extends Error {
  override readonly name = "PageNotFetched";
}
