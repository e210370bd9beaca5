import type { EventLogSettings } from './event-log-settings.js';

const prefix = ({ namespace }: EventLogSettings): string => (namespace ? `${namespace}.` : '');

/** Name on the broker of a topic or a group. */
export const physicalName = (settings: EventLogSettings, name: string): string => prefix(settings) + name;

/** Our name of a topic on the broker. */
export const logicalName = <Name extends string>(settings: EventLogSettings, physical: string): Name =>
  physical.slice(prefix(settings).length) as Name;
