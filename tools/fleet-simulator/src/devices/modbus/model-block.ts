/** Words a device does not have read as these (SunSpec's "not implemented"). */
const absentWord = 0xffff;
const absentSignedWord = 0x8000;

/** One SunSpec model as registers: id, length, then points set by the offset the model's table gives (the id is 0). */
export class ModelBlock {
  private readonly words: number[];

  constructor(id: number, length: number, signedOffsets: readonly number[] = []) {
    this.words = Array.from({ length: length + 2 }, () => absentWord);
    for (const offset of signedOffsets) this.words[offset] = absentSignedWord;
    this.words[0] = id;
    this.words[1] = length;
  }

  /** An integer of 16 bits, negative as two's complement. */
  set(offset: number, value: number): this {
    this.words[offset] = Math.round(value) & 0xffff;
    return this;
  }

  /** An unsigned integer of 32 bits, high word first. */
  setLong(offset: number, value: number): this {
    const whole = Math.round(value);
    return this.set(offset, Math.floor(whole / 0x10000)).set(offset + 1, whole % 0x10000);
  }

  /** Characters two to a register, the rest of the room filled with zeros. */
  setText(offset: number, text: string, registers: number): this {
    const bytes = Buffer.alloc(registers * 2);
    bytes.write(text, 'latin1');
    for (let index = 0; index < registers; index++) this.set(offset + index, bytes.readUInt16BE(index * 2));
    return this;
  }

  toWords(): readonly number[] {
    return this.words;
  }
}
