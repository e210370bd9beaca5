import type { DeviceFailure } from '../device-failure.errors.js';

/** An open way for bytes to and from one serial line. */
export interface BytePort {
  write(bytes: Buffer): void;
  /** False while the port is still being opened. */
  readonly isOpen: boolean;
  /** Nothing is heard of the port after this. */
  close(): void;
}

export interface PortListener {
  onBytes(chunk: Buffer): void;
  /** The port is of no more use. Said once, and not after `close`. */
  onLost(failure: DeviceFailure): void;
}

/** Opens a port; what is written before it stands is sent as soon as it does. */
export type OpenPort = (listener: PortListener) => BytePort;
