import type { CanDialect, Heard } from '../../canbus/listening/can-dialect.js';
import { BinaryFramer } from '../binary-framer.js';
import { LineFramer } from '../line-framer.js';
import { checkedText } from '../text-checksum.js';
import { DeviceFailure } from '../../device-failure.errors.js';
import { reportOfItems, textReportOf, type Report } from './report.js';

/** A report with the bytes that it came in. */
export interface ReceivedReport {
  readonly report: Report;
  readonly bytes: Uint8Array;
}

/** Lines of the text mode: nothing is ever said, and what is no report is skipped. */
export class TextReports implements CanDialect<ReceivedReport> {
  readonly greeting: readonly string[] = [];
  private readonly framer = new LineFramer();
  private wrong = 0;

  /** `checksum`: a line without a right sum is none. */
  constructor(private readonly checksum = false) {}

  get noise(): number {
    return this.framer.noise + this.wrong;
  }

  receive(chunk: Buffer): Heard<ReceivedReport> {
    const lines = this.framer.push(chunk).filter((line) => line.startsWith('#'));
    return { frames: lines.flatMap((line) => this.received(line)), replies: [] };
  }

  private received(line: string): ReceivedReport[] {
    const report = textOf(line, this.checksum);
    if (!report) this.wrong += 1;
    return report ? [{ report, bytes: Buffer.from(line) }] : [];
  }
}

/** A sum that a line carries is checked; undefined for a line whose sum is wrong or that is no report. */
function textOf(line: string, checksum: boolean): Report | undefined {
  try {
    return textReportOf(checkedText(line, checksum).text);
  } catch (error) {
    if (error instanceof DeviceFailure) return undefined;
    throw error;
  }
}

/** Messages of the binary mode. A stream that is not understood cannot be resumed, and its connection is lost. */
export class BinaryReports implements CanDialect<ReceivedReport> {
  readonly greeting: readonly string[] = [];
  readonly noise = 0;
  private readonly received: ReceivedReport[] = [];
  private readonly framer = new BinaryFramer((items, bytes) => {
    const report = reportOfItems(items);
    if (report) this.received.push({ report, bytes });
  });

  receive(chunk: Buffer): Heard<ReceivedReport> {
    this.framer.push(chunk);
    return { frames: this.received.splice(0), replies: [] };
  }
}
