/** What a frame of a serial language looks like, for a framer that has to find it in a stream of bytes. */
export interface FrameShape {
  /** What every frame begins with. */
  readonly start: Buffer;
  /**
   * Bytes in the frame that begins here, at most a few thousand. Undefined: more bytes are needed to say it;
   * 0: no frame begins here. The bytes begin with `start`.
   */
  lengthOf(bytes: Buffer): number | undefined;
  /** Whether sums and fixed bytes of a frame of that length are right. */
  isSound(frame: Buffer): boolean;
}
