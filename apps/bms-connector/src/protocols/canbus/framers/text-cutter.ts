export interface CutText {
  /** Undefined for a piece that was too long. */
  readonly text: string | undefined;
  /** The character that ended it. */
  readonly end: string;
}

/** Cuts a byte stream at its end characters. It never holds more than one piece of the longest length. */
export class TextCutter {
  private pending = '';
  private overlong = false;

  constructor(
    /** A global expression for one character. */
    private readonly ends: RegExp,
    private readonly longest: number,
  ) {}

  push(chunk: Buffer): CutText[] {
    const pieces: CutText[] = [];
    const text = chunk.toString('latin1');
    let from = 0;
    for (const { index } of text.matchAll(this.ends)) {
      this.keep(text.slice(from, index));
      pieces.push({ text: this.overlong ? undefined : this.pending, end: text.charAt(index) });
      this.pending = '';
      this.overlong = false;
      from = index + 1;
    }
    this.keep(text.slice(from));
    return pieces;
  }

  private keep(part: string): void {
    this.overlong ||= this.pending.length + part.length > this.longest;
    this.pending = this.overlong ? '' : this.pending + part;
  }
}
