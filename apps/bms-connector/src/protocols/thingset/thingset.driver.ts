import type { BatteryDriver } from '../battery-driver.js';
import { ThingSetHttpLink } from './thingset-http-link.js';
import { ThingSetTcpLink } from './thingset-tcp-link.js';

/** ThingSet text mode 0.5 and 0.6 over TCP, and the HTTP gateway. Reads only. */
export const thingSetDriver: BatteryDriver = {
  protocol: 'thingset',
  transports: ['tcp', 'http'],
  openLink: (endpoint) =>
    endpoint.transport === 'http' ? new ThingSetHttpLink(endpoint) : new ThingSetTcpLink(endpoint),
};
