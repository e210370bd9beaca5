import type { IncomingRecord } from '@trackingbms/event-log';
import { decodeRecord, type DecodedRecord, type Rejection } from './decode-record.js';

/** Records of one tenant that go into one transaction, and what of them never will. */
export interface Portion {
  readonly decoded: readonly DecodedRecord[];
  readonly rejections: readonly Rejection[];
  /** Offset after the portion: everything of the tenant below it is dealt with once the portion is. */
  readonly next: bigint;
  /** The record after the portion is newer than this program: nothing of the tenant may pass it. */
  readonly blocked: boolean;
}

export interface PortionSettings {
  /** Readings of ordinary size after which a portion ends. */
  readonly maxRows: number;
  /** Offset after the last record given. */
  readonly end: bigint;
  /** Offsets that the database has refused for what they hold. */
  readonly refused: ReadonlySet<bigint>;
}

/** Decodes records as they are needed and cuts them into portions. */
export function* portions(
  records: readonly IncomingRecord[],
  { maxRows, end, refused }: PortionSettings,
): Generator<Portion> {
  let decoded: DecodedRecord[] = [];
  let rejections: Rejection[] = [];
  let rows = 0;
  for (const [index, record] of records.entries()) {
    const outcome = decodeRecord(record);
    if (outcome.kind === 'from-the-future') {
      yield { decoded, rejections, next: record.offset, blocked: true };
      return;
    }
    if (refused.has(record.offset)) rejections.push({ record, reason: 'REFUSED_BY_DATABASE' });
    else rows += sortInto(outcome, decoded, rejections);
    if (rows < maxRows || index === records.length - 1) continue;
    yield { decoded, rejections, next: (records[index + 1] as IncomingRecord).offset, blocked: false };
    [decoded, rejections, rows] = [[], [], 0];
  }
  yield { decoded, rejections, next: end, blocked: false };
}

type Readable = Exclude<ReturnType<typeof decodeRecord>, { kind: 'from-the-future' }>;

/** A row of the size of others, in bytes of its record: one with the frames of its device counts as several. */
const rowBytes = 4_096;

/** Answers how many rows the record can add, or as how many it weighs: a transaction's statements have to fit through. */
function sortInto(outcome: Readable, decoded: DecodedRecord[], rejections: Rejection[]): number {
  if (outcome.rejection) rejections.push(outcome.rejection);
  if (outcome.kind === 'rejected') return 0;
  const { decoded: readable } = outcome;
  decoded.push(readable);
  const weight = Math.ceil((readable.record.value?.length ?? 0) / rowBytes);
  return readable.kind === 'readings' ? Math.max(readable.readings.length, weight) : 1;
}
