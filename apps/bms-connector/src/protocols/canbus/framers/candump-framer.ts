import type { Framer } from '../../tcp-link.js';
import { frameFromHex, type CanFrame } from '../can-frame.js';
import { TextCutter } from './text-cutter.js';

/** 64 bytes of CAN FD, a stamp and the longest name of an interface. */
const longestLine = 256;
const logLine =
  /^\(\d+\.\d+\)\s+(\S{1,16})\s+([0-9A-Fa-f]+)#(?:#[0-9A-Fa-f])?(R?[0-9A-Fa-f]*)(?:_[0-9A-Fa-f])?(?:\s+[RT])?$/;
/** Error frames are logged with an id beyond 29 bits. */
const firstErrorId = 0x2000_0000;

/** Lines of `candump -L`: `(1700000000.123456) can0 355#43006200`. */
export class CandumpFramer implements Framer<CanFrame> {
  private readonly cutter = new TextCutter(/\n/g, longestLine);
  noise = 0;

  /** `channel`: of a log of several buses, the one that counts. */
  constructor(private readonly channel?: string) {}

  push(chunk: Buffer): CanFrame[] {
    return this.cutter.push(chunk).flatMap(({ text }) => this.framesOf(text?.trim()));
  }

  private framesOf(line: string | undefined): CanFrame[] {
    if (line === '') return [];
    const found = logLine.exec(line ?? '');
    if (!found) return this.counted(undefined);
    const [channel, id, data] = found.slice(1) as [string, string, string];
    return this.isOfOthers(channel) || carriesNothing(id, data) ? [] : this.counted(frameFromHex(id, data));
  }

  private isOfOthers(channel: string): boolean {
    return this.channel !== undefined && this.channel !== channel;
  }

  /** What should be a frame and is none counts as noise. */
  private counted(frame: CanFrame | undefined): CanFrame[] {
    if (!frame) this.noise += 1;
    return frame ? [frame] : [];
  }
}

/** Remote frames and errors. */
const carriesNothing = (id: string, data: string): boolean =>
  data.startsWith('R') || Number.parseInt(id, 16) >= firstErrorId;
