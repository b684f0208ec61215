// Everybody that the lab is measured against, in one module.
export { Forge, parseForge } from "./forge.js";
export { Peculiar, parsePeculiar } from "./peculiar.js";
export { Pkijs, parsePkijs } from "./pkijs.js";
