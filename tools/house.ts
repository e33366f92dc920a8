/** The places of the house that several checks agree on. Patterns match paths from the root. */

/**
 * The rules of the campus, as plain functions on plain data. They do no I/O and read no clock:
 * dependency-cruiser keeps their imports clean, `tidy/pure-domain.ts` their globals.
 * A service's domain file is listed here when it is written.
 */
export const domainFiles: readonly string[] = [
  "services/cart/src/cart.ts",
  "services/catalog/src/book.ts",
  "services/inventory/src/stock.ts",
  "services/notifications/src/order-mail.ts",
  "services/orders/src/decide-order.ts",
  "services/orders/src/order-event.ts",
  "services/orders/src/order.ts",
  "services/orders/src/price-order.ts",
  "services/payments/src/payment.ts",
  "services/payments/src/refund.ts",
];

/** What proves rather than does. It may use the testkit and whatever the root installs. */
export const proof =
  "(^|/)(test|conformance)/|^(tests|bench|chaos|tools)/|(^|/)testing(/|\\.ts$)|^libs/testkit/";

/** A package's own folder; the group is its path without the last slash. */
export const ownPackage =
  "^((?:libs|ports|adapters|services|web|labs)/[^/]+|contracts|cli|bench|chaos|tests|tools)/";
