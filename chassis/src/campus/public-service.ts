/** The name of the service that listens on the public port. */
export const PUBLIC_SERVICE = "gateway";
