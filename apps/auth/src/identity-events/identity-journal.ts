import type { revocationReasons } from '@trackingbms/message-contracts';
import { type EventData, type signInRefusals } from '@trackingbms/message-contracts';
import { currentCorrelationId, uuidV7 } from '@trackingbms/service-kit';
import { EventJournal, type NewJournalEvent, type TenantTransaction } from '@trackingbms/tenant-database';

export type RevocationReason = (typeof revocationReasons)[number];
export type RefusalReason = (typeof signInRefusals)[number];

/** Streams that this service writes into the tenants' journals. */
export const identityStreamTypes = ['session', 'sign-in'] as const;

interface SessionOwner {
  readonly userId: number;
  readonly userUuid: string;
  readonly sessionId: string;
}

/**
 * Writes down what happened to sessions, in the transaction in which it happened. A session's stream is its begin and,
 * when it is cut short, its end; a refused sign-in is a stream by itself. Ids only: a journal is kept for ever.
 */
export class IdentityJournal {
  private readonly journal: EventJournal;

  constructor(
    tx: TenantTransaction,
    private readonly at: number,
  ) {
    this.journal = new EventJournal(tx);
  }

  async signedIn({ userId, userUuid, sessionId }: SessionOwner): Promise<void> {
    const data: EventData<'SignedInV1'> = { userId, userUuid, sessionId, signedInAt: this.time() };
    const stream = { type: 'session', id: sessionId };
    await this.journal.append(stream, 0, [this.event('SignedIn', data, userUuid)]);
  }

  async revoked({ userId, userUuid, sessionId }: SessionOwner, reason: RevocationReason): Promise<void> {
    const data: EventData<'SessionRevokedV1'> = {
      userId,
      userUuid,
      sessionId,
      reason,
      revokedAt: this.time(),
    };
    const stream = { type: 'session', id: sessionId };
    await this.journal.append(stream, 1, [this.event('SessionRevoked', data, userUuid)]);
  }

  async refused(reason: RefusalReason, user?: { readonly id: number; readonly uuid: string }): Promise<void> {
    const data: EventData<'SignInRefusedV1'> = {
      ...(user && { userId: user.id }),
      reason,
      refusedAt: this.time(),
    };
    const event = this.event('SignInRefused', data, user?.uuid);
    await this.journal.append({ type: 'sign-in', id: event.eventId }, 0, [event]);
  }

  private event(type: string, payload: object, actor?: string): NewJournalEvent {
    const correlationId = currentCorrelationId();
    return {
      eventId: uuidV7(this.at),
      type,
      schemaVersion: 1,
      payload,
      occurredAt: this.at,
      ...(correlationId !== undefined && { correlationId }),
      ...(actor !== undefined && { actor }),
    };
  }

  private time(): string {
    return new Date(this.at).toISOString();
  }
}
