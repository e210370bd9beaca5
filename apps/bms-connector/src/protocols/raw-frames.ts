/** Characters of all entries together, the remark about what was left out included. */
const mostCharacters = 16 * 1_024;
const roomForRemark = 24;

/**
 * What a device sent for one reading, for whoever has to find out why the reading is as it is: an entry for each
 * answer, in hexadecimal. It is bounded: what does not fit is cut off, and the last entry says how many bytes are
 * missing (`...512`).
 */
export class RawFrames {
  private readonly entries: string[] = [];
  private left = mostCharacters - roomForRemark;
  private missing = 0;

  /** A new entry, for what comes from now on. `name` goes before its bytes, as the id of a CAN frame: `355#`. */
  begin(name = ''): void {
    if (this.entries.at(-1) === '') this.entries.pop();
    if (this.missing > 0) return;
    this.entries.push(name);
    this.left -= name.length;
  }

  /** More bytes of the entry. */
  add(bytes: Uint8Array): void {
    const room = this.missing > 0 ? 0 : Math.max(0, Math.floor(this.left / 2));
    const fitting = Buffer.from(bytes.subarray(0, room)).toString('hex');
    this.missing += bytes.length - fitting.length / 2;
    this.left -= fitting.length;
    this.entries.push(`${this.entries.pop() ?? ''}${fitting}`);
  }

  get all(): readonly string[] {
    const entries = this.entries.filter((entry) => entry !== '');
    return this.missing === 0 ? entries : [...entries, `...${this.missing}`];
  }
}
