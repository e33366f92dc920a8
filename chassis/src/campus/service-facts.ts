/** What others have to know of a service to run it or to hand it requests: a row of a table. */
export interface ServiceFacts {
  readonly name: string;
  /** Beginnings of its public paths. */
  readonly paths: readonly string[];
  /** Whether the campus cannot do what it is for without it: no order can be placed. */
  readonly isEssential: boolean;
  /**
   * Services whose word it waits for before it can be ready. Asked before them it would be level
   * with nothing, and call itself ready too early.
   */
  readonly readyAfter: readonly string[];
}

/** A service as most are: public at `/api/<name>`, essential to nobody, waiting for nobody. */
export function serviceFacts(
  name: string,
  {
    paths = [`/api/${name}`],
    isEssential = false,
    readyAfter = [],
  }: Partial<Omit<ServiceFacts, "name">> = {},
): ServiceFacts {
  return { name, paths, isEssential, readyAfter };
}
