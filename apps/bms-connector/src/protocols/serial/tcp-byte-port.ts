import { connect } from 'node:net';
import { DeviceFailure, failureOf } from '../device-failure.errors.js';
import type { OpenPort } from './byte-port.js';

/** A serial line behind a serial server that passes the bytes on as they are (raw TCP). */
export const tcpBytePort =
  (host: string, port: number): OpenPort =>
  (listener) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    let failure: DeviceFailure | undefined;
    let closed = false;
    socket.on('data', (chunk) => {
      if (!closed) listener.onBytes(chunk);
    });
    socket.on('error', (error) => (failure = failureOf(error)));
    socket.on('close', () => {
      if (!closed) listener.onLost(failure ?? new DeviceFailure('reset', 'closed by the serial server'));
      closed = true;
    });
    return {
      write: (bytes) => void socket.write(bytes),
      get isOpen() {
        return !socket.connecting;
      },
      close: () => {
        closed = true;
        socket.destroy();
      },
    };
  };
