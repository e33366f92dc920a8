/** On every answer: no guessing of types, no addresses of ours in other sites' logs. */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;
