import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import type { DeviceFailure } from '../device-failure.errors.js';
import type { PortListener } from './byte-port.js';
import { openWithSerialPort, serialDevicePort, type SerialStream } from './serial-device-port.js';
import { serialDriver } from './serial.driver.js';

class FakeStream extends EventEmitter implements SerialStream {
  readonly written: string[] = [];
  destroyed = false;
  write(bytes: Buffer): void {
    this.written.push(bytes.toString('hex'));
  }
  destroy(): void {
    this.destroyed = true;
  }
}

const device = { path: '/dev/ttyUSB0', baudRate: 9_600 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function listening() {
  const heard: string[] = [];
  const lost: DeviceFailure[] = [];
  const listener: PortListener = {
    onBytes: (chunk) => heard.push(chunk.toString('hex')),
    onLost: (failure) => lost.push(failure),
  };
  return { heard, lost, listener };
}

describe('a serial device', () => {
  it('passes bytes on, those written before it is open too, until it is closed', async () => {
    const stream = new FakeStream();
    const { heard, lost, listener } = listening();
    const port = serialDevicePort(device, async () => stream)(listener);
    port.write(Buffer.of(1));
    await settled();
    stream.emit('data', Buffer.of(2));
    port.close();
    await settled();
    stream.emit('data', Buffer.of(3));
    stream.emit('close');
    expect([stream.written, heard, lost, stream.destroyed]).toEqual([['01'], ['02'], [], true]);
  });

  it('is lost once when it is pulled out', async () => {
    const stream = new FakeStream();
    const { lost, listener } = listening();
    serialDevicePort(device, async () => stream)(listener);
    await settled();
    stream.emit('error', new Error('gone'));
    stream.emit('close');
    expect(lost.map(({ kind }) => kind)).toEqual(['unreachable']);
  });

  it('says what to install where the package is not there', async () => {
    await expect(openWithSerialPort(device)).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('npm install serialport@13'),
    });
    const link = serialDriver.openLink({
      protocol: 'serial',
      transport: 'serial',
      host: '',
      port: 0,
      serialDevice: '/dev/ttyUSB0',
      baudRate: 9_600,
    });
    const profile = shippedProfile('jbd.v1.yaml');
    const read = link.read({ profile, address: {}, timeoutMilliseconds: 1_000 });
    await expect(read).rejects.toMatchObject({ kind: 'configuration' });
  });

  it('needs a name', () => {
    const endpoint = { protocol: 'serial', transport: 'serial', host: '', port: 0 } as const;
    expect(() => serialDriver.openLink(endpoint)).toThrow('no serial device is named');
  });
});
