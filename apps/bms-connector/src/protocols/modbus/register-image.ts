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
  slice({ table, start, count }: RegisterRange): Uint16Array | undefined {
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
