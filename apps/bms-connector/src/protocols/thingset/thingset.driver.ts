import type { BatteryDriver, DeviceLink, LinkEndpoint } from '../battery-driver.js';
import { DeviceFailure } from '../device-failure.errors.js';
import { serialDevicePort } from '../serial/serial-device-port.js';
import { serialExchange, tcpExchange } from './text-exchange.js';
import { ThingSetBinaryLink } from './thingset-binary-link.js';
import { ThingSetHttpLink } from './thingset-http-link.js';
import { ThingSetTextLink } from './thingset-text-link.js';

/** The specification's speed of a serial interface. */
const defaultBaudRate = 115_200;

function openLink(endpoint: LinkEndpoint): DeviceLink {
  const { transport, mode, host, port, serialDevice, baudRate = defaultBaudRate } = endpoint;
  if (transport === 'http') return new ThingSetHttpLink(endpoint);
  if (mode === 'binary') return new ThingSetBinaryLink(endpoint);
  if (transport === 'tcp') return new ThingSetTextLink(tcpExchange(host, port));
  if (serialDevice === undefined) throw new DeviceFailure('configuration', 'no serial device is named');
  return new ThingSetTextLink(serialExchange(serialDevicePort({ path: serialDevice, baudRate })));
}

/** ThingSet 0.5 and 0.6: text mode over TCP and on a serial device, binary mode over TCP, the HTTP gateway. Reads only. */
export const thingSetDriver: BatteryDriver = {
  protocol: 'thingset',
  transports: ['tcp', 'http', 'serial'],
  openLink,
};
