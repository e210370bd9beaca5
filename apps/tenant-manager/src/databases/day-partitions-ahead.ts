import { addPartitionsStatement, missingDayPartitions, type SqlSession } from '@trackingbms/tenant-database';

/** Days that have a partition before they begin: more than anybody needs to notice that the task stands still. */
const daysAhead = 14;

const boundsOf = `SELECT PARTITION_DESCRIPTION AS bound FROM information_schema.PARTITIONS
  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'bms_data' AND PARTITION_NAME IS NOT NULL`;

/** Splits the open end of `bms_data` into days, so that a day can be read and dropped by itself. Answers how many were added. */
export async function addDayPartitions(session: SqlSession, now: number): Promise<number> {
  const rows = (await session.query(boundsOf)) as { bound: string }[];
  const bounds = rows.filter(({ bound }) => bound !== 'MAXVALUE').map(({ bound }) => boundOf(bound));
  const missing = missingDayPartitions(bounds, now, daysAhead);
  const statement = rows.length > 0 ? addPartitionsStatement(missing) : undefined;
  if (statement === undefined) return 0;
  await session.query(statement);
  return missing.length;
}

/** The server answers `'2026-01-01 00:00:00'`, quotes included. */
const boundOf = (text: string): number => Date.parse(`${text.replaceAll("'", '').slice(0, 10)}T00:00:00Z`);
