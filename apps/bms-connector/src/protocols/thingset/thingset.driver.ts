import type { BatteryDriver, DeviceLink, LinkEndpoint } from '../battery-driver.js';
import { framesOverBytes } from '../canbus/listening/frame-source.js';
import { ListeningLink } from '../canbus/listening/listening-link.js';
import { canFrames, canTransports } from '../canbus/listening/ways-in.js';
import { DeviceFailure } from '../device-failure.errors.js';
import type { OpenPort } from '../serial/byte-port.js';
import { serialDevicePort } from '../serial/serial-device-port.js';
import { tcpBytePort } from '../serial/tcp-byte-port.js';
import { CanReportAssembly } from './reports/can-report-assembly.js';
import { BinaryReports, TextReports } from './reports/report-dialects.js';
import { StreamReportAssembly } from './reports/stream-report-assembly.js';
import { serialExchange, tcpExchange } from './text-exchange.js';
import { ThingSetBinaryLink } from './thingset-binary-link.js';
import { ThingSetHttpLink } from './thingset-http-link.js';
import { ThingSetTextLink } from './thingset-text-link.js';

/** The specification's speed of a serial interface. */
const defaultBaudRate = 115_200;

/** `serial` is a line with text on it here. */
const reportTransports = canTransports.filter((transport) => transport !== 'serial');

/** Nothing is asked on a bus: nodes report by themselves. */
const reportsOnCan = (endpoint: LinkEndpoint): DeviceLink =>
  new ListeningLink(
    (address) => canFrames(endpoint, address),
    (profile, address) => new CanReportAssembly(profile, address),
  );

function deviceOf({ serialDevice, baudRate = defaultBaudRate }: LinkEndpoint): OpenPort {
  if (serialDevice === undefined) throw new DeviceFailure('configuration', 'no serial device is named');
  return serialDevicePort({ path: serialDevice, baudRate });
}

/** A connection over which nothing is asked. */
function reportsOfStream(endpoint: LinkEndpoint): DeviceLink {
  const { transport, mode, host, port } = endpoint;
  const openPort = transport === 'serial' ? deviceOf(endpoint) : tcpBytePort(host, port);
  return new ListeningLink(
    ({ checksum }) =>
      framesOverBytes(openPort, () => (mode === 'binary' ? new BinaryReports() : new TextReports(checksum))),
    (profile, address) => new StreamReportAssembly(profile, address),
  );
}

function openLink(endpoint: LinkEndpoint): DeviceLink {
  const { transport, mode, reports, host, port } = endpoint;
  if (reportTransports.includes(transport)) return reportsOnCan(endpoint);
  if (reports) return reportsOfStream(endpoint);
  if (transport === 'http') return new ThingSetHttpLink(endpoint);
  if (mode === 'binary') return new ThingSetBinaryLink(endpoint);
  if (transport === 'tcp') return new ThingSetTextLink(tcpExchange(host, port));
  return new ThingSetTextLink(serialExchange(deviceOf(endpoint)));
}

/**
 * ThingSet 0.3 to 0.6: text mode over TCP and on a serial device, binary mode over TCP, the HTTP gateway, and reports,
 * which are only listened to. Reads only.
 */
export const thingSetDriver: BatteryDriver = {
  protocol: 'thingset',
  transports: ['tcp', 'http', 'serial', ...reportTransports],
  openLink,
};
