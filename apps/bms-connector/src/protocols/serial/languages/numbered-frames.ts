import { DeviceFailure } from '../../device-failure.errors.js';

/** Puts together an answer of several frames whose first byte is their number, in whatever order they come. */
export class NumberedFrames {
  private readonly byNumber = new Map<number, Buffer>();

  constructor(
    private readonly count: number,
    private readonly bytesPerFrame: number,
  ) {}

  /** The bytes of all frames once there are none missing. Throws where a frame comes again with other bytes. */
  add(data: Buffer): Buffer | undefined {
    const number = data.readUInt8(0);
    const bytes = data.subarray(1, 1 + this.bytesPerFrame);
    const before = this.byNumber.get(number);
    // The last frame's unused bytes are rubbish that may differ.
    const isLast = number >= this.first + this.count - 1;
    if (before && !isLast && !before.equals(bytes)) {
      throw new DeviceFailure('garbled', `frame ${number} came twice with other values`);
    }
    if (!before) this.byNumber.set(number, bytes);
    return this.whole();
  }

  /** Devices number from 1, though the maker's paper says from 0. */
  private get first(): number {
    return this.byNumber.has(0) ? 0 : 1;
  }

  private whole(): Buffer | undefined {
    const frames = Array.from({ length: this.count }, (_, index) => this.byNumber.get(this.first + index));
    return frames.includes(undefined) ? undefined : Buffer.concat(frames as Buffer[]);
  }
}
