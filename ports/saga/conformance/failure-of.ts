/**
 * What a promise rejects with. Not `expect(…).rejects`: where checks run side by side, Vitest takes
 * such an expectation for one of whatever test it looked at last, and fails that one.
 */
export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (answer) => ({ answer }),
    (error: unknown) => error,
  );
}
