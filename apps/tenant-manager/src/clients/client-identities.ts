import { violatedKey } from '@trackingbms/tenant-database';
import type { CoreDatabase } from '../core-database/core-database.js';
import { uuidV7 } from '@trackingbms/service-kit';

export interface ClientIdentity {
  readonly tenantId: number;
  readonly uuid: string;
}

/** Gives a slug its number and UUID for ever, before anything happened to the client: its events need the number. */
export class ClientIdentities {
  constructor(
    private readonly core: CoreDatabase,
    private readonly now: () => number,
  ) {}

  /** Callers at the same time get the same identity. */
  async allocate(slug: string): Promise<ClientIdentity> {
    const known = await this.find(slug);
    if (known) return known;
    try {
      await this.core.rows('INSERT INTO client_identities (slug, uuid) VALUES (?, ?)', [
        slug,
        uuidV7(this.now()),
      ]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const allocated = await this.find(slug);
    if (!allocated) throw new Error('An identity that was just stored is not there.');
    return allocated;
  }

  private async find(slug: string): Promise<ClientIdentity | undefined> {
    const rows = await this.core.rows<{ id: number; uuid: string }>(
      'SELECT id, uuid FROM client_identities WHERE slug = ?',
      [slug],
    );
    return rows[0] && { tenantId: rows[0].id, uuid: rows[0].uuid };
  }
}

const isDuplicate = (error: unknown): boolean => violatedKey(error) !== undefined;
