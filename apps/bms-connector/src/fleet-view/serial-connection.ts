import type { WrongField } from '@trackingbms/device-profiles';

export interface SerialConnection {
  readonly transport?: string;
  /** For example `/dev/ttyUSB0`. */
  readonly serialDevice?: string;
}

const loopback = /^(?:127\.|::1$)/;

/**
 * What is wrong with a battery on a serial device. Devices belong to the connector's own machine, so the battery has
 * that machine's address, which the operator's ranges have to admit like any other.
 */
export function serialProblem(connection: SerialConnection, host: string): WrongField | undefined {
  const { transport, serialDevice } = connection;
  if (transport !== 'serial') {
    return serialDevice === undefined
      ? undefined
      : { path: '/bmsConfig/serialDevice', problem: 'needs the transport serial' };
  }
  if (serialDevice === undefined) return { path: '/bmsConfig/serialDevice', problem: 'is missing' };
  return loopback.test(host)
    ? undefined
    : { path: '/bmsIpAddress', problem: 'must be 127.0.0.1: a serial device is one of this machine' };
}
