import { withoutRawFrames, type Reading } from '@trackingbms/telemetry';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import {
  fromDateTime,
  fromJson,
  toDateTime,
  toJson,
  type SqlRow,
  type SqlValue,
} from '../readings/reading-row.js';
import type { BatteryState, ConnectionStatus } from './battery-state.js';
import type { Communication } from './communication.js';

const keyFigures = [
  ['pack_voltage', 'packVoltage'],
  ['pack_current', 'packCurrent'],
  ['pack_power', 'packPower'],
  ['soc_percent', 'socPercent'],
  ['soh_percent', 'sohPercent'],
  ['cell_voltage_min', 'cellVoltageMin'],
  ['cell_voltage_max', 'cellVoltageMax'],
  ['temp_min', 'tempMin'],
  ['temp_max', 'tempMax'],
  ['operation_mode', 'operationMode'],
  ['data_quality', 'dataQuality'],
] as const satisfies readonly (readonly [string, keyof Reading])[];

const columns = [
  'battery_id',
  'timestamp',
  'last_data_received',
  ...keyFigures.map(([column]) => column),
  'latest_reading',
  'connection',
  'connection_reason',
  'connection_since',
  'communication_errors',
];

// `timestamp` comes last: the ones before compare with the row's old value, and a state never goes back in time.
const newer = 'VALUES(timestamp) IS NOT NULL AND (timestamp IS NULL OR VALUES(timestamp) >= timestamp)';
const ofReading = ['last_data_received', ...keyFigures.map(([column]) => column), 'latest_reading'];
const ofConnection = ['connection', 'connection_reason', 'connection_since', 'communication_errors'];
const updates = [
  ...ofReading.map((column) => `${column} = IF(${newer}, VALUES(${column}), ${column})`),
  ...ofConnection.map((column) => `${column} = VALUES(${column})`),
  `timestamp = IF(${newer}, VALUES(timestamp), timestamp)`,
];
const saveStatement = `INSERT INTO battery_states (${columns.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${updates.join(', ')}`;
/** What `rowToBatteryState` reads. */
export const stateColumns: readonly string[] = [
  'battery_id',
  'latest_reading',
  'last_data_received',
  ...ofConnection,
  'communication',
];
const saveCommunicationStatement =
  'INSERT INTO battery_states (battery_id, communication) VALUES ? ON DUPLICATE KEY UPDATE communication = VALUES(communication)';
const loadStatement = `SELECT ${stateColumns.join(', ')} FROM battery_states WHERE battery_id IN (?)`;

const time = (instant: number | null): SqlValue => (instant === null ? null : toDateTime(instant));
const instant = (value: unknown): number | null => (value === null ? null : fromDateTime(value));

function toRow(state: BatteryState): SqlValue[] {
  const { latest } = state;
  return [
    state.batteryId,
    time(latest?.timestamp ?? null),
    time(state.lastDataReceived),
    ...keyFigures.map(([, field]) => latest?.[field] ?? null),
    latest === null ? null : JSON.stringify(withoutRawFrames(latest)),
    state.connection,
    state.connectionReason,
    time(state.connectionSince),
    state.communicationErrors,
  ];
}

/** The state a row of `battery_states` was made from. */
export function rowToBatteryState(row: SqlRow): BatteryState {
  const latest = fromJson<Reading>(row.latest_reading);
  return {
    batteryId: Number(row.battery_id),
    // A row from before there were frames has no field for them.
    latest: latest && { ...latest, rawFrames: null },
    lastDataReceived: instant(row.last_data_received),
    connection: row.connection as ConnectionStatus,
    connectionReason: row.connection_reason as string | null,
    connectionSince: instant(row.connection_since),
    communicationErrors: Number(row.communication_errors),
    communication: fromJson<Communication>(row.communication),
  };
}

/** Writes `battery_states`, one row for a battery. */
export class BatteryStateStore {
  constructor(private readonly tx: TenantTransaction) {}

  async load(batteryIds: readonly number[]): Promise<BatteryState[]> {
    if (batteryIds.length === 0) return [];
    const rows: SqlRow[] = await this.tx.manager.query(loadStatement, [batteryIds]);
    return rows.map(rowToBatteryState);
  }

  /**
   * One statement for all. What is older than the row's reading leaves the row's reading as it is. Counts of communication
   * change once a minute and not with each reading: they are saved by themselves.
   */
  async save(states: readonly BatteryState[]): Promise<void> {
    if (states.length === 0) return;
    await this.tx.manager.query(saveStatement, [states.map(toRow)]);
  }

  /** One statement for all, of states that have been reported of. */
  async saveCommunication(states: readonly BatteryState[]): Promise<void> {
    if (states.length === 0) return;
    const rows = states.map(({ batteryId, communication }) => [batteryId, toJson(communication)]);
    await this.tx.manager.query(saveCommunicationStatement, [rows]);
  }
}
