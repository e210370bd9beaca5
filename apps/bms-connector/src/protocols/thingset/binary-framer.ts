import { DeviceFailure } from '../device-failure.errors.js';
import type { Framer } from '../tcp-link.js';
import { CborItemEnd } from './cbor-item-end.js';
import { cborValue, type CborValue } from './cbor-value.js';
import { content, isRefusal } from './thingset-status.js';

export interface BinaryAnswer {
  readonly status: number;
  /** The node that a gateway says the answer is from. */
  readonly node: string | undefined;
  readonly value: CborValue | undefined;
}

/** Takes the items of a report, and all bytes of it. */
export type OnReport = (items: readonly CborValue[], bytes: Buffer) => void;

/** Items after the first byte of a report: where it is from, and its values. */
const reportItems: Readonly<Record<number, number>> = { 0x1f: 2, 0x1e: 3 };

/**
 * Cuts a stream of binary mode into answers; reports between them go to whom wants them. Nothing but the items themselves says
 * where a message ends, so that a stream which is not understood cannot be resumed. After a refusal a device may
 * send a null or not: it is given at once, and its connection has to be closed.
 */
export class BinaryFramer implements Framer<BinaryAnswer> {
  readonly noise = 0;
  private pending: Buffer = Buffer.alloc(0);
  private items: CborValue[] = [];
  private itemAt = 1;
  private itemEnd = new CborItemEnd(1);

  constructor(private readonly onReport: OnReport = () => undefined) {}

  push(chunk: Buffer): BinaryAnswer[] {
    this.pending = Buffer.concat([this.pending, chunk]);
    const answers: BinaryAnswer[] = [];
    for (let status = this.pending[0]; status !== undefined; status = this.pending[0]) {
      if (isRefusal(status)) {
        answers.push({ status, node: undefined, value: undefined });
        this.begin(this.pending.length);
      } else if (!this.isWhole(status)) break;
      else {
        if (status === content) answers.push(this.answer(status));
        else this.onReport(this.items, this.pending.subarray(0, this.itemAt));
        this.begin(this.itemAt);
      }
    }
    return answers;
  }

  private isWhole(status: number): boolean {
    while (this.items.length < this.itemsOf(status)) {
      const end = this.itemEnd.find(this.pending);
      if (end === undefined) return false;
      this.items.push(cborValue(this.pending.subarray(this.itemAt, end)));
      this.itemAt = end;
      this.itemEnd = new CborItemEnd(end);
    }
    return true;
  }

  /** Before its value an answer names the node, or has a null; some devices leave that null out. */
  private itemsOf(status: number): number {
    if (status !== content) {
      const items = reportItems[status];
      if (items === undefined) throw new DeviceFailure('garbled', 'not a ThingSet message');
      return items;
    }
    const [first] = this.items;
    return first === null || typeof first === 'string' ? 2 : 1;
  }

  private answer(status: number): BinaryAnswer {
    const [first] = this.items;
    const node = typeof first === 'string' && first !== '' ? first : undefined;
    return { status, node, value: this.items.at(-1) };
  }

  private begin(at: number): void {
    this.pending = Buffer.from(this.pending.subarray(at));
    this.items = [];
    this.itemAt = 1;
    this.itemEnd = new CborItemEnd(1);
  }
}
