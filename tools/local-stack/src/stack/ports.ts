import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../servers/free-port.js';

/** Ports by name, the same at every start as long as they are free: bookmarks and stored addresses stay good. */
export class Ports {
  private readonly taken = new Set<number>();

  private constructor(
    private readonly file: string,
    private readonly remembered: Record<string, number>,
  ) {}

  static async open(folder: string): Promise<Ports> {
    const file = join(folder, 'ports.json');
    const remembered = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as Record<string, number>,
      () => ({}),
    );
    return new Ports(file, remembered);
  }

  async take(name: string, preferred?: number): Promise<number> {
    let port = await freePort(this.remembered[name] ?? preferred);
    while (this.taken.has(port)) port = await freePort();
    this.taken.add(port);
    this.remembered[name] = port;
    return port;
  }

  save(): Promise<void> {
    return writeFile(this.file, JSON.stringify(this.remembered, null, 2));
  }
}
