import type { BatteryRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { revokeEveryCredential } from '../device-credentials/revoke-device-credential.js';
import type { CommissionBatteryRequest, DecommissionBatteryRequest } from './battery-requests.js';
import { applyTo, lockedBattery, type BatteryAt } from './change-battery.js';
import { shownAfter } from './register-battery.js';

export async function commissionBattery(
  command: FleetCommand,
  at: BatteryAt,
  { commissioningDate }: CommissionBatteryRequest,
): Promise<BatteryRow> {
  const row = await lockedBattery(command, at);
  const today = new Date(command.at).toISOString().slice(0, 10);
  await applyTo(command, row, { type: 'CommissionBattery', commissioningDate: commissioningDate ?? today });
  return shownAfter(command, row.batteryId);
}

export async function decommissionBattery(
  command: FleetCommand,
  at: BatteryAt,
  { reason }: DecommissionBatteryRequest,
): Promise<BatteryRow> {
  const row = await lockedBattery(command, at);
  await applyTo(command, row, { type: 'DecommissionBattery', reason: reason ?? null });
  await revokeEveryCredential(command, row.batteryId);
  return shownAfter(command, row.batteryId);
}
