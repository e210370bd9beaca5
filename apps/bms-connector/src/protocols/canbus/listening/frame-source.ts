import { failureOf, type DeviceFailure } from '../../device-failure.errors.js';
import type { OpenPort } from '../../serial/byte-port.js';
import type { CanFrame } from '../can-frame.js';
import type { CanDialect } from './can-dialect.js';

/** Where frames come from until it is closed. There is no way to hand it a frame. */
export interface FrameSource {
  /** Nothing is heard of it after this. */
  close(): void;
  /** Pieces skipped so far because nothing could be made of them. */
  readonly noise: number;
  /** False while the way to the bus is still being opened. */
  readonly isOpen: boolean;
}

export interface FrameListener<Frame = CanFrame> {
  onFrame(frame: Frame): void;
  /** The source is of no more use. Said once, and not after `close`. */
  onLost(failure: DeviceFailure): void;
}

/** Begins to listen. Throws a `DeviceFailure` for a setting that cannot work. */
export type OpenFrames<Frame = CanFrame> = (listener: FrameListener<Frame>) => FrameSource;

/** Frames that a dialect finds in the bytes of a port. */
export const framesOverBytes =
  <Frame>(openPort: OpenPort, newDialect: () => CanDialect<Frame>): OpenFrames<Frame> =>
  (listener) => {
    const dialect = newDialect();
    let isOver = false;
    const lose = (failure: DeviceFailure) => {
      if (isOver) return;
      isOver = true;
      port.close();
      listener.onLost(failure);
    };
    const port = openPort({
      onBytes: (chunk) => {
        if (isOver) return;
        try {
          const { frames, replies } = dialect.receive(chunk);
          for (const reply of replies) port.write(Buffer.from(reply, 'latin1'));
          for (const frame of frames) listener.onFrame(frame);
        } catch (error) {
          lose(failureOf(error));
        }
      },
      onLost: lose,
    });
    for (const command of dialect.greeting) port.write(Buffer.from(command, 'latin1'));
    return {
      close: () => {
        isOver = true;
        port.close();
      },
      get noise() {
        return dialect.noise;
      },
      get isOpen() {
        return port.isOpen;
      },
    };
  };
