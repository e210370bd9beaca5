import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scriptedDevice, type ScriptedDevice } from '../../testing/scripted-device.js';
import { inTemporaryDirectory } from '../../testing/temporary-directory.js';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const run = [
  '-C',
  '@trackingbms/source',
  '--import',
  '@swc-node/register/esm-register',
  'src/connection-tool.ts',
];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a process of its own. */
const tool = (args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], SWC_NODE_PROJECT: '../../tsconfig.base.json', ...environment };
    const child = execFile(process.execPath, [...run, ...args], { cwd: project, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

/** Each process takes seconds to load, and many more on a busy machine. */
const patience = 180_000;
const allowed = { ALLOWED_DEVICE_RANGES: '127.0.0.1/32' };

describe('the command line tool', () => {
  let device: ScriptedDevice | undefined;
  afterEach(() => device?.close());

  const answering = async (text: string): Promise<readonly string[]> => {
    device = await scriptedDevice((_, socket) => void socket.write(text));
    return ['test', '--address', '127.0.0.1', '--port', String(device.port), '--protocol', 'thingset'];
  };

  it(
    'shows what was read as a table and as JSON, and ends with 0',
    async () => {
      const args = [...(await answering(':85 {"rPackVoltage_V":52.8}\n')), '--profile', 'libre-solar-bms'];
      const read = await tool(args, { ...allowed, LANG: 'fr_CA.UTF-8' });
      expect(read).toMatchObject({ code: 0, err: '' });
      expect(read.out).toMatch(/L’appareil a été lu[^]*packVoltage +52\.8/);
      const json = await tool([...args, '--json'], allowed);
      expect(JSON.parse(json.out)).toMatchObject({ ok: true, reading: { packVoltage: 52.8 } });
    },
    patience,
  );

  it(
    'says the step and what to do in both languages, and ends with 1',
    async () => {
      const args = [...(await answering('rubbish\n')), '--profile', 'libre-solar-bms'];
      const french = await tool([...args, '--lang', 'fr'], allowed);
      expect(french).toMatchObject({ code: 1 });
      expect(french.out).toMatch(/Échec à l’étape speak: CONNECTION\.GARBLED[^]*Quelque chose répond/);
      const english = await tool(args, { ...allowed, LANG: 'en_CA.UTF-8' });
      expect(english.out).toContain('Something answers');
    },
    patience,
  );

  it(
    'reaches nothing where nothing is allowed, says what to set, and ends with 3',
    async () => {
      const args = [...(await answering('')), '--profile', 'libre-solar-bms'];
      const refused = await tool(args);
      expect(refused).toMatchObject({ code: 3, out: '' });
      expect(refused.err).toContain('ALLOWED_DEVICE_RANGES is not set');
      expect(device?.connections).toBe(0);
    },
    patience,
  );

  it(
    'checks a profile with all its wrong paths, and ends with 2',
    () =>
      inTemporaryDirectory(async (directory) => {
        const file = join(directory, 'mine.yaml');
        await writeFile(file, 'profile: mine\nversion: 0\ntitle: Mine\nprotocol: modbus\n');
        const wrong = await tool(['profile', 'check', file]);
        expect(wrong.code).toBe(2);
        for (const path of ['/version', '/transports', '/currentSign', '/fields'])
          expect(wrong.err).toContain(path);
        expect((await tool(['no-such-thing'])).code).toBe(2);
      }),
    patience,
  );
});
