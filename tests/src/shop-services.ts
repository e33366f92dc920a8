import { loadServices } from "@quad/cli/services";

/** All services that it takes to buy a book. */
export const services = await loadServices();
