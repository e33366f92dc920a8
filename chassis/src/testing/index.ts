export { bystander } from "./bystander.ts";
export { startCampus, type TestCampus, type TestCampusOptions } from "./start-campus.ts";
