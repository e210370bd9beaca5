import type { DeviceAddress, LinkEndpoint } from '../../battery-driver.js';
import { DeviceFailure } from '../../device-failure.errors.js';
import { serialDevicePort } from '../../serial/serial-device-port.js';
import { tcpBytePort } from '../../serial/tcp-byte-port.js';
import { CandumpDialect } from './candump-dialect.js';
import { framesOverBytes, type OpenFrames } from './frame-source.js';
import { SlcanDialect } from './slcan-dialect.js';
import { SocketcandDialect } from './socketcand-dialect.js';
import { framesOfSocketcan } from './socketcan-frames.js';

const defaultChannel = 'can0';
const defaultBitrate = 500_000;
const defaultBaudRate = 115_200;
const loopback = /^(?:127\.|::1$)/;

/** How the frames of a bus are come by, for each transport. */
const waysIn: Readonly<Record<string, (endpoint: LinkEndpoint, address: DeviceAddress) => OpenFrames>> = {
  socketcand: ({ host, port }, { channel = defaultChannel }) =>
    framesOverBytes(tcpBytePort(host, port), () => new SocketcandDialect(channel)),
  slcan: ({ host, port }, { bitrate = defaultBitrate }) =>
    framesOverBytes(tcpBytePort(host, port), () => new SlcanDialect(bitrate)),
  // SLCAN again, from an adapter on a serial device of this machine.
  serial: ({ serialDevice, baudRate = defaultBaudRate }, { bitrate = defaultBitrate }) => {
    if (serialDevice === undefined) throw new DeviceFailure('configuration', 'no serial device is named');
    return framesOverBytes(
      serialDevicePort({ path: serialDevice, baudRate }),
      () => new SlcanDialect(bitrate),
    );
  },
  candump: ({ host, port }, { channel }) =>
    framesOverBytes(tcpBytePort(host, port), () => new CandumpDialect(channel)),
  socketcan: ({ host }, { channel = defaultChannel }) => {
    // The operator's ranges admit an address: this machine's own is what opens its interfaces.
    if (!loopback.test(host)) {
      throw new DeviceFailure('configuration', 'an interface of this machine has the address 127.0.0.1');
    }
    return framesOfSocketcan(channel);
  },
};

export const canTransports: readonly string[] = Object.keys(waysIn);

/** Where the frames of the bus behind this endpoint come from. Throws a `DeviceFailure` for what cannot be one. */
export function canFrames(endpoint: LinkEndpoint, address: DeviceAddress): OpenFrames {
  const wayIn = waysIn[endpoint.transport];
  if (!wayIn) throw new DeviceFailure('configuration', `no way to a CAN bus over ${endpoint.transport}`);
  return wayIn(endpoint, address);
}
