/** The records from an offset on are no longer, or not yet, on the log: the reader's position is not of this stream. */
export class StreamGap extends Error {
  readonly code = 'EVENT_LOG.STREAM_GAP';
  readonly transient = false;

  constructor(
    readonly fromOffset: bigint,
    readonly low: bigint,
    readonly high: bigint,
  ) {
    super(`Offset ${fromOffset} is outside ${low} to ${high}: records are lost, or the topic was made anew.`);
    this.name = 'StreamGap';
  }
}
