import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../../device-profiles/decode-reading.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { SignalAssembly } from '../assembly/signal-assembly.js';
import { planOf } from '../assembly/signal-plan.js';
import { linesOf, pylontechCapture } from '../testing/bus-log.js';
import { BusListener } from './bus-listener.js';
import { framesOfCandumpFile } from './candump-file.js';
import type { OpenFrames } from './frame-source.js';
import { framesOfSocketcan, type SocketcanChannel, type SocketcanMessage } from './socketcan-frames.js';

const profile = shippedProfile('pylontech-can.v1.yaml');

const request = { profile, address: {}, timeoutMilliseconds: 3_000 };
const listenerTo = (open: OpenFrames) => new BusListener(open, (of) => new SignalAssembly(planOf(of)));

async function readingOf(open: OpenFrames) {
  const bus = listenerTo(open);
  try {
    return decodeReading(profile, await bus.read(request));
  } finally {
    bus.close();
  }
}

describe('a recorded log', () => {
  it('is read from its file, the last line without an end too', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'candump-')), 'bus.log');
    await writeFile(file, `# a comment\n${linesOf(pylontechCapture)}${linesOf('355#630064').trimEnd()}`);
    expect(await readingOf(framesOfCandumpFile(file, 'can0'))).toMatchObject({
      packVoltage: 49.42,
      socPercent: 99,
    });
    await expect(readingOf(framesOfCandumpFile(`${file}.not-there`))).rejects.toMatchObject({
      kind: 'reset',
    });
  });
});

describe('a CAN interface of this machine', () => {
  type Listener = (message: SocketcanMessage) => void;

  function fakePackage() {
    const listeners = new Map<string, Listener>();
    const calls: string[] = [];
    const channel: SocketcanChannel = {
      addListener: (event, listener) => void listeners.set(event, listener),
      start: () => {
        calls.push('start');
        listeners.get('onMessage')?.({ id: 0x356, rtr: true, data: Buffer.alloc(8) });
        listeners.get('onMessage')?.({ id: 0x356, err: true, data: Buffer.alloc(8) });
        listeners.get('onMessage')?.({ id: 0x356, ext: true, data: Buffer.from('000000000000', 'hex') });
        listeners.get('onMessage')?.({ id: 0x356, data: Buffer.from('4e1302030405', 'hex') });
      },
      stop: () => void calls.push('stop'),
    };
    const createRawChannel = (name: string) => {
      calls.push(name);
      return channel;
    };
    return { calls, listeners, load: async () => ({ createRawChannel }) };
  }

  it('is listened to, and left when the link closes', async () => {
    const { calls, load } = fakePackage();
    expect(await readingOf(framesOfSocketcan('can1', load))).toMatchObject({ packVoltage: 49.42 });
    expect(calls).toEqual(['can1', 'start', 'stop']);
  });

  it('that goes down is a lost link', async () => {
    const { listeners, load } = fakePackage();
    const bus = listenerTo(framesOfSocketcan('can0', load));
    await bus.read(request);
    const lost = bus.read(request);
    listeners.get('onStopped')?.({ id: 0 });
    await expect(lost).rejects.toMatchObject({ kind: 'reset' });
    bus.close();
  });
});
