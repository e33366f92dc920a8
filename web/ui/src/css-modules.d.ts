/** A stylesheet whose class names belong to one component. */
declare module "*.module.css" {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}

/** A stylesheet that is loaded for its effect. */
declare module "*.css";
