import type { CanFrame } from '../can-frame.js';

/** What came of one chunk of a connection's bytes. */
export interface Heard<Frame = CanFrame> {
  readonly frames: readonly Frame[];
  /** Commands of the handshake that are due now. */
  readonly replies: readonly string[];
}

/**
 * One connection's conversation. A dialect knows the few commands that open a bus for listening, and no command that
 * puts anything on it.
 */
export interface CanDialect<Frame = CanFrame> {
  /** Commands that go out as soon as the connection stands. */
  readonly greeting: readonly string[];
  /** Throws a `DeviceFailure` when the far side refuses to let us listen. */
  receive(chunk: Buffer): Heard<Frame>;
  /** Pieces skipped so far because nothing could be made of them. */
  readonly noise: number;
}
