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
  /** Readings after which a portion ends. */
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

/** Answers how many rows the record can add. */
function sortInto(outcome: Readable, decoded: DecodedRecord[], rejections: Rejection[]): number {
  if (outcome.rejection) rejections.push(outcome.rejection);
  if (outcome.kind === 'rejected') return 0;
  decoded.push(outcome.decoded);
  return outcome.decoded.kind === 'readings' ? outcome.decoded.readings.length : 1;
}
