import { DeviceFailure, failureOf } from '../device-failure.errors.js';
import type { BytePort, OpenPort, PortListener } from './byte-port.js';

export interface SerialDevice {
  /** For example `/dev/ttyUSB0`. */
  readonly path: string;
  readonly baudRate: number;
}

/** What this connector needs of the package `serialport`. */
export interface SerialStream {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  write(bytes: Buffer): unknown;
  destroy(): unknown;
}

/** Opens a device; rejects where the package or the device is not there. */
export type OpenSerialStream = (device: SerialDevice) => Promise<SerialStream>;

const packageName = 'serialport';

interface SerialPortPackage {
  readonly SerialPort: new (options: SerialDevice) => SerialStream;
}

/** With the package `serialport`, which is not needed, and so not installed, where no profile names a serial device. */
export async function openWithSerialPort(device: SerialDevice): Promise<SerialStream> {
  const loaded: unknown = await import(packageName).catch(() => undefined);
  if (loaded === undefined) {
    throw new DeviceFailure(
      'configuration',
      `a serial device needs the package ${packageName}: run "npm install ${packageName}@13" beside the connector`,
      { stage: 'prepare' },
    );
  }
  const { SerialPort } = loaded as SerialPortPackage;
  return new SerialPort(device);
}

/** A serial device of this machine, 8 data bits, no parity, one stop bit. */
export const serialDevicePort =
  (device: SerialDevice, open: OpenSerialStream = openWithSerialPort): OpenPort =>
  (listener) =>
    new SerialDevicePort(device, open, listener);

class SerialDevicePort implements BytePort {
  private readonly stream: Promise<SerialStream | undefined>;
  private closed = false;
  isOpen = false;

  constructor(
    device: SerialDevice,
    open: OpenSerialStream,
    private readonly listener: PortListener,
  ) {
    this.stream = open(device).then(
      (stream) => this.attached(stream),
      (error: unknown) => this.lose(openFailure(error)),
    );
  }

  write(bytes: Buffer): void {
    void this.stream.then((stream) => {
      if (!this.closed) stream?.write(bytes);
    });
  }

  close(): void {
    this.closed = true;
    void this.stream.then((stream) => stream?.destroy());
  }

  private attached(stream: SerialStream): SerialStream {
    this.isOpen = true;
    stream.on('data', (chunk) => {
      if (!this.closed) this.listener.onBytes(chunk);
    });
    stream.on('error', (error) => this.lose(openFailure(error)));
    stream.on('close', () => this.lose(new DeviceFailure('reset', 'the serial device is gone')));
    return stream;
  }

  private lose(failure: DeviceFailure): undefined {
    if (!this.closed) this.listener.onLost(failure);
    this.closed = true;
  }
}

/** A device that cannot be opened is reached by no waiting. */
const openFailure = (error: unknown): DeviceFailure =>
  error instanceof DeviceFailure || isSystemError(error)
    ? failureOf(error)
    : new DeviceFailure('unreachable', 'the serial device cannot be used', { stage: 'connect' });

const isSystemError = (error: unknown): boolean =>
  typeof (error as NodeJS.ErrnoException | null)?.code === 'string';
