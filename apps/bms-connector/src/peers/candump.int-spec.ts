import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CandumpFramer } from '../protocols/canbus/framers/candump-framer.js';
import type { CanFrame } from '../protocols/canbus/can-frame.js';
import { anyFrame } from '../protocols/canbus/testing/random-frames.js';
import { installPeers, peerScript } from '../testing/python-peers.js';

describe('a log that python-can has written', () => {
  let library: string;
  let folder: string;
  beforeAll(async () => {
    library = await installPeers(['cantools==45.1.0']);
    folder = await mkdtemp(join(tmpdir(), 'candump-'));
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true }));

  async function written(frames: readonly CanFrame[]): Promise<Buffer> {
    const file = join(folder, 'bus.log');
    const writer = spawn('python3', [peerScript('candump_writer.py'), file], {
      env: { ...process.env, PYTHONPATH: library },
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    const list = frames.map(({ id, extended, data }) => [id, extended, Buffer.from(data).toString('hex')]);
    writer.stdin.end(JSON.stringify(list));
    expect(await once(writer, 'exit')).toEqual([0, null]);
    return readFile(file);
  }

  it('is read frame by frame', async () => {
    const frames = fc.sample(anyFrame, 5_000);
    const framer = new CandumpFramer('can0');
    expect(framer.push(await written(frames))).toEqual(frames);
    expect(framer.noise).toBe(0);
  });
});
