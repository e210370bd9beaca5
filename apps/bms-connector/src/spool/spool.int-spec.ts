import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';
import { Spool, type SpoolSettings } from './spool.js';

const mebibyte = 1024 * 1024;
const payload = (text: string, length = 0): Buffer => Buffer.from(text.padEnd(length, '.'));

interface Opened {
  readonly spool: Spool;
  readonly lost: { records: number; why: string }[];
}

const opened: Spool[] = [];
/** A spool is as after a kill whether it was closed or not: closing writes nothing. */
afterEach(async () => {
  await Promise.all(opened.splice(0).map((spool) => spool.close()));
});

async function open(directory: string, over: Partial<SpoolSettings> = {}): Promise<Opened> {
  const lost: Opened['lost'] = [];
  const settings = { directory, maxBytes: mebibyte, whenFull: 'drop-oldest' as const, ...over };
  const spool = await Spool.open(settings, { lost: (records, why) => lost.push({ records, why }) });
  opened.push(spool);
  return { spool, lost };
}

async function drain(spool: Spool, atOnce = 3): Promise<string[]> {
  const texts: string[] = [];
  while (!spool.isEmpty) {
    const records = await spool.peek(atOnce);
    texts.push(...records.map((record) => record.payload.toString()));
    await spool.advanceTo((records.at(-1)?.sequence ?? 0) + 1);
  }
  return texts;
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index));

describe('the spool', () => {
  it('gives records back in the order in which they came, while others come', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool } = await open(directory);
      await spool.append(numbers(0, 5).map((text) => payload(text)));
      const [first] = await spool.peek(2);
      expect(first?.payload.toString()).toBe('0');
      await Promise.all([spool.append([payload('5')]), spool.append([payload('6')])]);
      expect(await drain(spool)).toEqual(numbers(0, 7));
      expect(spool.bytes).toBe(0);
    }));

  it('is as it was for the process after a kill', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool: killed } = await open(directory);
      await killed.append(numbers(0, 6).map((text) => payload(text)));
      await killed.advanceTo(2);
      const { spool } = await open(directory);
      expect(spool.records).toBe(4);
      await spool.append([payload('6')]);
      expect(await drain(spool)).toEqual(numbers(2, 7));
    }));

  it('has everything that it has acknowledged to a process that was killed', () =>
    inTemporaryDirectory(async (directory) => {
      const writer = fileURLToPath(new URL('../testing/spool-writer.ts', import.meta.url));
      const register = ['-C', '@trackingbms/source', '--import', '@swc-node/register/esm-register'];
      let acknowledged = 0;
      for (const target of [40, 150, 400]) {
        const child = spawn(process.execPath, [...register, writer, directory, String(acknowledged)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        for await (const line of createInterface(child.stdout)) {
          acknowledged = Number(line) + 1;
          if (acknowledged >= target) child.kill('SIGKILL');
        }
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        const { spool } = await open(directory);
        expect(spool.records).toBeGreaterThanOrEqual(acknowledged);
        acknowledged = spool.records;
      }
      const { spool } = await open(directory);
      expect(await drain(spool, 100)).toEqual(numbers(0, acknowledged));
    }));

  it('cuts off what a kill has torn, wherever that is', () =>
    inTemporaryDirectory(async (root) => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(5_000), { minLength: 1, maxLength: 12 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.uint8Array({ maxLength: 12 }),
          async (lengths, place, garbage) => {
            const directory = join(root, String(run++));
            const texts = lengths.map((length, index) => `${index}`.padEnd(length, '.'));
            const { spool: killed } = await open(directory, { maxBytes: 40_000 * 8 });
            for (const text of texts) await killed.append([payload(text)]);
            const [name] = (await readdir(directory)).filter((file) => file.endsWith('.segment')).slice(-1);
            const last = join(directory, name ?? '');
            await truncate(last, Math.floor(place * (await stat(last)).size));
            await appendFile(last, garbage);
            const { spool } = await open(directory, { maxBytes: 40_000 * 8 });
            const kept = spool.records;
            await spool.append([payload('after')]);
            expect(await drain(spool)).toEqual([...texts.slice(0, kept), 'after']);
          },
        ),
        { numRuns: 150 },
      );
    }));

  it('drops the oldest when full, and counts them', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool, lost } = await open(directory, { maxBytes: 64 * 1024 });
      for (const text of numbers(0, 200)) await spool.append([payload(text, 1_000)]);
      expect(spool.bytes).toBeLessThanOrEqual(64 * 1024);
      const left = (await drain(spool)).map((text) => Number(text.replace(/\.+$/, '')));
      expect(left.at(-1)).toBe(199);
      expect(left).toEqual(left.map((_, index) => 200 - left.length + index));
      expect(left.length).toBeGreaterThan(50);
      expect(lost.every(({ why }) => why === 'full')).toBe(true);
      expect(lost.reduce((sum, { records }) => sum + records, 0)).toBe(200 - left.length);
    }));

  it('keeps the oldest when full where that is the setting', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool, lost } = await open(directory, { maxBytes: 64 * 1024, whenFull: 'drop-newest' });
      for (const text of numbers(0, 200)) await spool.append([payload(text, 1_000)]);
      const left = (await drain(spool)).map((text) => Number(text.replace(/\.+$/, '')));
      expect(left).toEqual(left.map((_, index) => index));
      expect(lost.reduce((sum, { records }) => sum + records, 0)).toBe(200 - left.length);
    }));

  it('goes on behind a record that the disk has changed', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool: before } = await open(directory, { maxBytes: 64 * 1024 });
      for (const text of numbers(0, 20)) await before.append([payload(text, 1_000)]);
      const [name = ''] = (await readdir(directory)).filter((file) => file.endsWith('.segment'));
      const bytes = await readFile(join(directory, name));
      bytes.writeUInt8(bytes.readUInt8(3_500) ^ 1, 3_500);
      await writeFile(join(directory, name), bytes);
      const { spool, lost } = await open(directory, { maxBytes: 64 * 1024 });
      const left = (await drain(spool)).map((text) => Number(text.replace(/\.+$/, '')));
      expect(left.slice(0, 3)).toEqual([0, 1, 2]);
      expect(left).not.toContain(3);
      expect(left.at(-1)).toBe(19);
      expect(lost).toEqual([{ records: 20 - left.length, why: 'damaged' }]);
    }));

  it('counts what is too large for it, and takes the rest', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool, lost } = await open(directory, { maxBytes: 8 * mebibyte });
      await spool.append([payload('a'), payload('b', mebibyte + 1), payload('c')]);
      expect(await drain(spool)).toEqual(['a', 'c']);
      expect(lost).toEqual([{ records: 1, why: 'too-large' }]);
    }));

  it('leaves no file behind once it is empty and closed', () =>
    inTemporaryDirectory(async (directory) => {
      const { spool } = await open(directory, { maxBytes: 64 * 1024 });
      await spool.append(numbers(0, 30).map((text) => payload(text, 1_000)));
      await drain(spool);
      await spool.close();
      const { spool: next } = await open(directory);
      expect(next.isEmpty).toBe(true);
      expect(await readdir(directory)).toEqual(['head']);
    }));
});
