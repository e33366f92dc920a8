export { ScaffoldRefused } from "./plan.ts";
export { type Scaffolded, scaffold } from "./scaffold.ts";
