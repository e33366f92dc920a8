/**
 * For a `works`: it works when the call resolves, and does not when it is refused with this code.
 * Any other failure is one of the test.
 */
export function worksUnless<L>(
  code: string,
  call: (lifecycle: L) => Promise<unknown>,
): (lifecycle: L) => Promise<boolean> {
  return async (lifecycle) => {
    try {
      await call(lifecycle);
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === code) return false;
      throw error;
    }
  };
}
