import { Injectable } from '@nestjs/common';
import { decideAlert, type AlertCommand } from '@trackingbms/alerts';
import type { Caller } from '@trackingbms/service-kit';
import {
  AlertList,
  JournalRelay,
  TenantConnections,
  type AlertRow,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import { alertNotFound } from '../http/not-found.js';
import { Intake } from '../intake/intake.js';
import { alertStoreOf } from '../intake/tenant-intake-database.js';

type UserCommand = Extract<AlertCommand, { type: 'Acknowledge' | 'Resolve' }>;

/** Carries out what a user decides about an alert, upon the version of its stream that was read. */
@Injectable()
export class ChangeAlert {
  constructor(
    private readonly connections: TenantConnections,
    private readonly relay: JournalRelay,
    private readonly intake: Intake,
  ) {}

  /** Rejects with `AlertNotOpen`, `AlreadyAcknowledged`, `AlertChangedMeanwhile` or 404. */
  async run(caller: Caller, alertId: number, command: UserCommand): Promise<AlertRow> {
    const { tenantId } = caller;
    const row = await this.connections.inTransaction(tenantId, (tx) => change(tx, caller, alertId, command));
    this.relay.nudge(tenantId);
    await this.intake.forget(tenantId);
    return row;
  }
}

async function change(
  tx: TenantTransaction,
  { scope }: Caller,
  alertId: number,
  command: UserCommand,
): Promise<AlertRow> {
  const list = new AlertList(tx);
  if ((await list.find(alertId, scope)) === null) throw alertNotFound();
  const store = alertStoreOf(tx);
  const found = await store.find(alertId);
  if (found === null) throw alertNotFound();
  const { batteryId, code, version: expected, alert } = found;
  await store.append([{ batteryId, code, expected, events: decideAlert(command, alert) }]);
  return (await list.find(alertId, scope)) as AlertRow;
}
