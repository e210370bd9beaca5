import { DeviceFailure } from '../../device-failure.errors.js';
import type { CanFrame } from '../can-frame.js';
import { SlcanFramer, type SlcanMessage } from '../framers/slcan-framer.js';
import type { CanDialect, Heard } from './can-dialect.js';

/** bit/s to Lawicel's number. */
const speeds: Readonly<Record<number, number>> = {
  10_000: 0,
  20_000: 1,
  50_000: 2,
  100_000: 3,
  125_000: 4,
  250_000: 5,
  500_000: 6,
  800_000: 7,
  1_000_000: 8,
};

/** SLCAN: closes the channel, sets the speed, and opens it with `L`, which cannot send; never with `O`. */
export class SlcanDialect implements CanDialect {
  readonly greeting: readonly string[] = ['C\r'];
  private readonly framer = new SlcanFramer();
  private readonly steps: string[];
  private opened = false;

  constructor(bitrate: number) {
    const speed = speeds[bitrate];
    if (speed === undefined)
      throw new DeviceFailure('configuration', `SLCAN has no speed of ${bitrate} bit/s`);
    this.steps = [`S${speed}\r`, 'L\r'];
  }

  get noise(): number {
    return this.framer.noise;
  }

  receive(chunk: Buffer): Heard {
    const frames: CanFrame[] = [];
    const replies: string[] = [];
    for (const message of this.framer.push(chunk)) {
      if (!this.opened) replies.push(...this.shake(message));
      else if (message.kind === 'frame') frames.push(message.frame);
    }
    return { frames, replies };
  }

  /** Frames of a channel that someone left open come between the answers. */
  private shake({ kind }: SlcanMessage): string[] {
    if (kind !== 'done' && kind !== 'refused') return [];
    const isClosing = this.steps.length === 2;
    // A channel that was not open refuses to be closed; every other refusal is one.
    if (kind === 'refused' && !isClosing) {
      throw new DeviceFailure('configuration', 'the SLCAN adapter does not listen at this speed');
    }
    const next = this.steps.shift();
    this.opened = next === undefined;
    return next === undefined ? [] : [next];
  }
}
