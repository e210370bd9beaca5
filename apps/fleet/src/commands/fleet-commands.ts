import { Injectable } from '@nestjs/common';
import type { Caller } from '@trackingbms/service-kit';
import {
  IdempotencyKeys,
  JournalRelay,
  StreamVersionConflict,
  TenantConnections,
  type RecordedAnswer,
} from '@trackingbms/tenant-database';
import type { IdempotencyKey } from '../idempotency/idempotency-key.js';
import { keyReused } from '../idempotency/idempotency.errors.js';
import { FleetCommand, type Commander } from './fleet-command.js';

const attempts = 3;
const day = 24 * 60 * 60 * 1000;

/** Carries commands out: journal, projection and the answer of an idempotent request in one transaction. */
@Injectable()
export class FleetCommands {
  constructor(
    private readonly connections: TenantConnections,
    private readonly relay: JournalRelay,
  ) {}

  /** Publishing begins as soon as the transaction is committed. */
  async run<T>(commander: Commander, work: (command: FleetCommand) => Promise<T>): Promise<T> {
    const { tenantId } = commander;
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await this.connections.inTransaction(tenantId, (tx) =>
          work(new FleetCommand(tx, commander, Date.now())),
        );
        this.relay.nudge(tenantId);
        return result;
      } catch (error) {
        // Somebody was faster: what they made is there at the next try, and an If-Match is then refused.
        if (!(error instanceof StreamVersionConflict) || attempt >= attempts) throw error;
      }
    }
  }

  /** As {@link run}, once for all requests with the same key: a repeat gets the recorded answer. */
  once(
    caller: Caller,
    key: IdempotencyKey | null,
    work: (command: FleetCommand) => Promise<RecordedAnswer>,
  ): Promise<RecordedAnswer> {
    return this.run(commanderOf(caller), (command) =>
      key === null ? work(command) : answerOnce(command, { userId: caller.userId, ...key }, work),
    );
  }
}

export const commanderOf = ({ tenantId, userUuid, scope }: Caller): Commander => ({
  tenantId,
  actor: userUuid,
  scope,
});

async function answerOnce(
  command: FleetCommand,
  request: IdempotencyKey & { userId: number },
  work: (command: FleetCommand) => Promise<RecordedAnswer>,
): Promise<RecordedAnswer> {
  const keys = new IdempotencyKeys(command.tx);
  await keys.forgetBefore(command.at - day);
  const claim = await keys.claim(request, command.at);
  if (claim.outcome === 'repeat') return claim.answer;
  if (claim.outcome === 'other') throw keyReused();
  const answer = await work(command);
  await keys.record(request, answer);
  return answer;
}
