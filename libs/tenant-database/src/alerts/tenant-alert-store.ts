import {
  AlertChangedMeanwhile,
  type AlertChange,
  type AlertStore,
  type AppendedAlert,
  type FoundAlert,
  type OpenAlert,
  type StoredAlert,
} from '@trackingbms/alerts';
import { violatedKey } from '../data-sources/driver-error.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { EventJournal } from '../journal/event-journal.js';
import { StreamVersionConflict } from '../journal/journal.errors.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { SqlRow } from '../readings/reading-row.js';
import { alertColumns, alertOfRow, alertToRow, rowToAlert, type AlertRow } from './alert-row.js';
import { alertJournalEvent, alertStream } from './alert-stream.js';
import { projectAlert } from './project-alert.js';

const columns = alertColumns.join(', ');
const updates = alertColumns
  .filter((column) => column !== 'id')
  .map((column) => `${column} = VALUES(${column})`)
  .join(', ');
const insertStatement = `INSERT INTO alerts (${columns}) VALUES ?`;
const updateStatement = `${insertStatement} ON DUPLICATE KEY UPDATE ${updates}`;
const openStatement = `SELECT ${columns} FROM alerts WHERE battery_id IN (?) AND status <> 'resolved'`;
// The newest alert of each battery and code: it holds the version at which the stream stands.
const newestStatement = `SELECT ${columns} FROM alerts WHERE id IN (
  SELECT MAX(id) FROM alerts WHERE (battery_id, alert_code) IN (?) GROUP BY battery_id, alert_code)`;

/** The alerts of one tenant: the journal's streams, and the table `alerts` as their projection. */
export class TenantAlertStore implements AlertStore {
  constructor(
    private readonly tx: TenantTransaction,
    /** Makes the id of an event, a UUID. */
    private readonly newEventId: () => string,
  ) {}

  async loadOpen(batteryIds: readonly number[]): Promise<StoredAlert[]> {
    if (batteryIds.length === 0) return [];
    const rows: SqlRow[] = await this.tx.manager.query(openStatement, [batteryIds]);
    return rows.map(rowToAlert).map((row) => ({
      alertId: row.id,
      version: row.streamVersion,
      alert: alertOfRow(row) as OpenAlert,
    }));
  }

  async find(alertId: number): Promise<FoundAlert | null> {
    const [row]: SqlRow[] = await this.tx.manager.query(`SELECT ${columns} FROM alerts WHERE id = ?`, [
      alertId,
    ]);
    if (row === undefined) return null;
    const alert = rowToAlert(row);
    const { streamVersion: version, batteryId, code } = alert;
    return { alertId, version, batteryId, code, alert: alertOfRow(alert) };
  }

  async append(changes: readonly AlertChange[]): Promise<AppendedAlert[]> {
    if (changes.length === 0) return [];
    const newest = await this.#newest(changes);
    const expected = changes.map((change) => expectedVersion(change, newest.get(streamOf(change))));
    const entries = await this.#appendAll(changes, expected);
    return this.#project(changes, entries, newest);
  }

  async #newest(changes: readonly AlertChange[]): Promise<Map<string, AlertRow>> {
    const streams = changes.map(({ batteryId, code }) => [batteryId, code]);
    const rows: SqlRow[] = await this.tx.manager.query(newestStatement, [streams]);
    return new Map(rows.map(rowToAlert).map((row) => [streamOf(row), row]));
  }

  async #appendAll(changes: readonly AlertChange[], expected: readonly number[]): Promise<JournalEntry[]> {
    try {
      return await new EventJournal(this.tx).appendAll(
        changes.map(({ batteryId, code, events }, index) => ({
          stream: alertStream(batteryId, code),
          expectedVersion: expected[index] as number,
          events: events.map((event) => alertJournalEvent(event, this.newEventId())),
        })),
      );
    } catch (error) {
      if (error instanceof StreamVersionConflict) throw changedMeanwhile(changes[0]);
      throw error;
    }
  }

  async #project(
    changes: readonly AlertChange[],
    entries: readonly JournalEntry[],
    newest: ReadonlyMap<string, AlertRow>,
  ): Promise<AppendedAlert[]> {
    const rows = new Map<number, AlertRow>();
    let place = 0;
    const appended = changes.map((change) => {
      let row = newest.get(streamOf(change)) ?? null;
      const alertIds = change.events.map(() => {
        row = projectAlert(row, entries[place++] as JournalEntry);
        rows.set(row.id, row);
        return row.id;
      });
      return { batteryId: change.batteryId, code: change.code, version: row?.streamVersion ?? 0, alertIds };
    });
    const known = new Set([...newest.values()].map(({ id }) => id));
    const [changed, raised] = [true, false].map((isKnown) =>
      [...rows.values()].filter(({ id }) => known.has(id) === isKnown),
    );
    // The old ones first, as they make room for a new one; that one by a plain insert, which another open alert refuses.
    await this.#write(updateStatement, changed ?? [], changes[0]);
    await this.#write(insertStatement, raised ?? [], changes[0]);
    return appended;
  }

  async #write(statement: string, rows: readonly AlertRow[], first: AlertChange | undefined): Promise<void> {
    if (rows.length === 0) return;
    try {
      await this.tx.manager.query(statement, [rows.map(alertToRow)]);
    } catch (error) {
      if (violatedKey(error) !== undefined) throw changedMeanwhile(first);
      throw error;
    }
  }
}

const streamOf = ({ batteryId, code }: { batteryId: number; code: string }): string => `${batteryId}/${code}`;

/** Rejects what was decided on another state: an alert that is open already, or one that moved on. */
function expectedVersion(change: AlertChange, newest: AlertRow | undefined): number {
  const version = newest?.streamVersion ?? 0;
  const isOpen = newest !== undefined && newest.status !== 'resolved';
  const asExpected = change.expected === 'quiet' ? !isOpen : isOpen && change.expected === version;
  if (!asExpected) throw changedMeanwhile(change);
  return version;
}

const changedMeanwhile = (change: AlertChange | undefined): AlertChangedMeanwhile =>
  new AlertChangedMeanwhile(change?.batteryId ?? 0, change?.code ?? '');
