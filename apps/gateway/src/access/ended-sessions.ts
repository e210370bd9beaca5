import { Injectable } from '@nestjs/common';
import type { IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent, eventTypes } from '@trackingbms/message-contracts';
import { RevokedSessions } from '@trackingbms/service-kit';

/** A token that was made before a session ended has run out after so long: older ends need not be known. */
const longestTokenLife = 10 * 60_000;

/** Sessions that ended before their tokens did, from the identity topic: their tokens pass the door no longer. */
@Injectable()
export class EndedSessions {
  constructor(private readonly revoked: RevokedSessions) {}

  take(record: IncomingRecord, now: number): void {
    if (record.timestamp < now - longestTokenLife) return;
    const decoded = decodeEvent(record);
    if (!decoded.ok || decoded.event.type !== eventTypes.SessionRevokedV1.type) return;
    this.revoked.revoke(decoded.event.data.sessionId);
  }

  has(sessionId: string): boolean {
    return this.revoked.has(sessionId);
  }
}
