import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { entryOf, journalColumns, type JournalRow } from '../journal/journal-entry.js';
import type { SqlRow } from '../readings/reading-row.js';
import type { RebuildComparison } from '../rollups/rebuild-hours.js';
import { alertColumns, rowToAlert, type AlertRow } from './alert-row.js';
import { alertStreamType } from './alert-stream.js';
import { projectAlert } from './project-alert.js';

const pageSize = 1000;

/** The rows of `alerts` as the journal alone says, by id. */
export async function rebuildAlerts(tx: TenantTransaction): Promise<Map<number, AlertRow>> {
  const rows = new Map<number, AlertRow>();
  const newest = new Map<string, AlertRow>();
  for (let after = 0; ;) {
    const page: JournalRow[] = await tx.manager.query(
      `SELECT ${journalColumns} FROM event_journal WHERE stream_type = ? AND position > ? ORDER BY position LIMIT ?`,
      [alertStreamType, after, pageSize],
    );
    for (const entry of page.map(entryOf)) {
      const row = projectAlert(newest.get(entry.stream.id) ?? null, entry);
      newest.set(entry.stream.id, row);
      rows.set(row.id, row);
      after = entry.position;
    }
    if (page.length < pageSize) return rows;
  }
}

/** Rebuilds the alerts in memory and compares them with the table, column by column. */
export async function compareAlerts(tx: TenantTransaction): Promise<RebuildComparison> {
  const rebuilt = await rebuildAlerts(tx);
  const stored: SqlRow[] = await tx.manager.query(`SELECT ${alertColumns.join(', ')} FROM alerts`);
  const live = new Map(stored.map(rowToAlert).map((row) => [row.id, row]));
  const ids = new Set([...live.keys(), ...rebuilt.keys()]);
  const different = [...ids].filter((id) => textOf(live.get(id)) !== textOf(rebuilt.get(id)));
  return { compared: rebuilt.size, different: different.map(String) };
}

/** The same text for the same row, whatever the order of its fields. */
const textOf = (row: AlertRow | undefined): string =>
  row === undefined
    ? 'missing'
    : JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));
