/** How many digits a currency has behind the point: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const { maximumFractionDigits } = currencyFormat(currency).resolvedOptions();
  return maximumFractionDigits ?? 0;
}

/** In English, as all texts here, whatever the browser speaks. */
export function currencyFormat(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat("en", { style: "currency", currency });
}
