import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ports } from './ports.js';

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server: Server = createServer().listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });

describe('ports by name', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trackingbms-ports-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are the same at the next start', async () => {
    const first = await Ports.open(folder);
    const port = await first.take('gateway');
    await first.save();
    expect(await (await Ports.open(folder)).take('gateway')).toBe(port);
  });

  it('give way to another program’s', async () => {
    const first = await Ports.open(folder);
    const port = await first.take('gateway');
    await first.save();
    const other = await occupy(port);
    expect(await (await Ports.open(folder)).take('gateway')).not.toBe(port);
    other.close();
  });

  it('are never given twice', async () => {
    const ports = await Ports.open(folder);
    const taken = [];
    for (let number = 0; number < 20; number++) taken.push(await ports.take(`service-${number}`));
    expect(new Set(taken).size).toBe(20);
  });
});
