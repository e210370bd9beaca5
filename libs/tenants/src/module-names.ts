import { ClientRefusal } from './tenants.errors.js';

/** The platform's modules by the names the specification gives them. */
export const moduleNames = [
  'core',
  'auth',
  'gateway',
  'bms-connector',
  'data-processor',
  'web-interface',
  'database',
] as const;
export type ModuleName = (typeof moduleNames)[number];

/** Modules without which nothing works: no client can be without them. */
export const coreModules: readonly ModuleName[] = ['core', 'auth', 'gateway', 'database'];

/** The same names, each once, in the platform's order. Throws `CLIENT.MODULE_UNKNOWN`. */
export function checkedModules(names: readonly string[]): ModuleName[] {
  if (names.some((name) => !moduleNames.some((known) => known === name))) {
    throw new ClientRefusal('CLIENT.MODULE_UNKNOWN', `A module must be one of: ${moduleNames.join(', ')}.`);
  }
  return moduleNames.filter((name) => names.includes(name));
}
