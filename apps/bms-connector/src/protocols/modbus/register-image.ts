import type { RegisterRange } from './read-registers.js';

/** The registers read in one poll. */
export class RegisterImage {
  private readonly blocks: { readonly range: RegisterRange; readonly values: Uint16Array }[] = [];

  add(range: RegisterRange, values: Uint16Array): void {
    this.blocks.push({ range, values });
  }

  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  /** Undefined unless every register of the range was read; a range may span blocks that lie side by side. */
  slice(wanted: RegisterRange): Uint16Array | undefined {
    const whole = this.blocks.find(({ range }) => isWithin(wanted, range));
    if (!whole) return this.joined(wanted);
    const from = wanted.start - whole.range.start;
    return whole.values.subarray(from, from + wanted.count);
  }

  private joined({ table, start, count }: RegisterRange): Uint16Array | undefined {
    const values = new Uint16Array(count);
    for (let index = 0; index < count;) {
      const at = start + index;
      const block = this.blocks.find(
        ({ range }) => range.table === table && at >= range.start && at < range.start + range.count,
      );
      if (!block) return undefined;
      const piece = block.values.subarray(at - block.range.start).subarray(0, count - index);
      values.set(piece, index);
      index += piece.length;
    }
    return values;
  }
}

const isWithin = (inner: RegisterRange, outer: RegisterRange): boolean =>
  inner.table === outer.table &&
  inner.start >= outer.start &&
  inner.start + inner.count <= outer.start + outer.count;
