import type {
  BatteryDriver,
  DeviceAddress,
  DeviceLink,
  LinkEndpoint,
  ReadRequest,
} from '../battery-driver.js';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawValues } from '../raw-value.js';
import { serialDevicePort } from '../serial/serial-device-port.js';
import { tcpBytePort } from '../serial/tcp-byte-port.js';
import { BusListener } from './listening/bus-listener.js';
import { CandumpDialect } from './listening/candump-dialect.js';
import { framesOverBytes, type OpenFrames } from './listening/frame-source.js';
import { SlcanDialect } from './listening/slcan-dialect.js';
import { SocketcandDialect } from './listening/socketcand-dialect.js';
import { framesOfSocketcan } from './listening/socketcan-frames.js';

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

class CanBusLink implements DeviceLink {
  private readonly buses = new Map<string, BusListener>();

  constructor(private readonly endpoint: LinkEndpoint) {}

  async read({ profile, address, timeoutMilliseconds, rawFrames }: ReadRequest): Promise<RawValues> {
    return this.busOf(address).read(profile, timeoutMilliseconds, rawFrames);
  }

  close(): void {
    for (const bus of this.buses.values()) bus.close();
    this.buses.clear();
  }

  /** A server may serve several interfaces, each over a connection of its own. */
  private busOf(address: DeviceAddress): BusListener {
    const key = `${address.channel ?? ''}/${address.bitrate ?? ''}`;
    const known = this.buses.get(key);
    if (known) return known;
    const wayIn = waysIn[this.endpoint.transport];
    if (!wayIn)
      throw new DeviceFailure('configuration', `no way to a CAN bus over ${this.endpoint.transport}`);
    const bus = new BusListener(wayIn(this.endpoint, address));
    this.buses.set(key, bus);
    return bus;
  }
}

/** CAN buses, listened to and never written on. What the signals are is said by the profile's DBC. */
export const canBusDriver: BatteryDriver = {
  protocol: 'canbus',
  transports: Object.keys(waysIn),
  openLink: (endpoint) => new CanBusLink(endpoint),
};
