export { declaredErrors, defineErrors } from "./define-errors.ts";
export { type ErrorKind, isQuadError, QuadError } from "./quad-error.ts";
