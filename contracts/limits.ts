/** Limits of what people send in. Apart from the schemas, so that forms do not load those. */
export const NAME_LENGTH_MAX = 120;
export const EMAIL_LENGTH_MAX = 254;
/** Of one book, in a cart, an order or a return. */
export const COPIES_MAX = 99;
/** Different books in a cart, an order or a return. */
export const LINES_MAX = 50;
/** Of a whole order, in minor units: 1 000 000.00 in most currencies. */
export const ORDER_AMOUNT_MAX = 100_000_000;
export const CARRIER_LENGTH_MAX = 80;
export const TRACKING_LENGTH_MAX = 80;
export const SEARCH_LENGTH_MAX = 200;
export const TITLE_LENGTH_MAX = 500;
export const ISBN_LENGTH_MAX = 32;
export const LANGUAGE_LENGTH_MAX = 35;
export const DESCRIPTION_LENGTH_MAX = 10_000;
