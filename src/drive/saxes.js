// The types that saxes 6.0.0 ships fail under exactOptionalPropertyTypes; those beside this file say what is used of it.
export { SaxesParser } from "saxes";
