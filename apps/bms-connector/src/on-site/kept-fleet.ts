import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SiteFleetDocument } from '../site/site-fleet-document.js';
import { replaceFile } from '../spool/spool-segment.js';
import { readSiteFleet } from './read-site-fleet.js';

const file = 'fleet';

/** The last fleet that the platform gave, on the disk, so that a restart without a line goes on polling. */
export class KeptFleet {
  constructor(private readonly directory: string) {}

  /** Undefined when there is none, or none that can be read. */
  async load(): Promise<SiteFleetDocument | undefined> {
    return readSiteFleet(await readFile(join(this.directory, file), 'utf8').catch(() => ''));
  }

  /** Whole or not at all, whatever happens meanwhile. */
  async save(document: SiteFleetDocument): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await replaceFile(this.directory, file, JSON.stringify(document));
  }
}
