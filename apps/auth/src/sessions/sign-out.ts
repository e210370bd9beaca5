import { Injectable } from '@nestjs/common';
import type { Caller } from '@trackingbms/service-kit';
import type { ClientDetails } from './client-details.js';
import { SessionChanges } from './session-changes.js';

/** Ends the caller's own session. */
@Injectable()
export class SignOut {
  constructor(private readonly changes: SessionChanges) {}

  async execute(caller: Caller, client: ClientDetails): Promise<void> {
    await this.changes.inTransaction(caller.tenantId, client, (_tx, ending) =>
      ending.end(caller.sessionId, caller, 'signed_out'),
    );
  }
}
