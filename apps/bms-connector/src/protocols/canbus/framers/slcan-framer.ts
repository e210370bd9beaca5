import type { Framer } from '../../tcp-link.js';
import { frameFromHex, type CanFrame } from '../can-frame.js';
import { TextCutter } from './text-cutter.js';

export type SlcanMessage =
  | { readonly kind: 'frame'; readonly frame: CanFrame }
  /** CR alone: the command was done. */
  | { readonly kind: 'done' }
  /** BELL: the command was refused. */
  | { readonly kind: 'refused' }
  /** A remote frame, a version, flags: known, but of no use here. */
  | { readonly kind: 'other' };

const longestLine = 64;
const stampLength = 4;
const known = /^(?:r[0-9A-Fa-f]{3}\d.{0,4}|R[0-9A-Fa-f]{8}\d.{0,4}|[VvNF][0-9A-Za-z]{0,16}|[zZ])$/;
const dataFrame =
  /^(?:t(?=.{3}[0-8])|T(?=.{8}[0-8]))(?<id>(?<=t).{3}|(?<=T).{8})(?<length>.)(?<rest>[0-9A-Fa-f]*)$/;

/** Lawicel's ASCII lines, each ended by CR, and BELL, which is an answer by itself. A line that is not whole is skipped. */
export class SlcanFramer implements Framer<SlcanMessage> {
  private readonly cutter = new TextCutter(/[\r\u0007]/g, longestLine);
  noise = 0;

  push(chunk: Buffer): SlcanMessage[] {
    const messages: SlcanMessage[] = [];
    for (const { text, end } of this.cutter.push(chunk)) {
      // A serial server may make CR LF of CR.
      const line = text?.replace(/^\n/, '');
      const message = line === undefined ? undefined : lineMessage(line, end);
      if (message) messages.push(message);
      else this.noise += 1;
      if (end === '\u0007') messages.push({ kind: 'refused' });
    }
    return messages;
  }
}

function lineMessage(line: string, end: string): SlcanMessage | undefined {
  if (line === '') return end === '\r' ? { kind: 'done' } : { kind: 'other' };
  // What BELL cut off was never ended.
  if (end !== '\r') return undefined;
  if (known.test(line)) return { kind: 'other' };
  const frame = frameOf(line);
  return frame && { kind: 'frame', frame };
}

/** The data must be as long as it says, with a stamp of four digits behind it or nothing. */
function frameOf(line: string): CanFrame | undefined {
  const groups = dataFrame.exec(line)?.groups;
  if (!groups) return undefined;
  const { id = '', length = '', rest = '' } = groups;
  const digits = 2 * Number(length);
  const isWhole = rest.length === digits || rest.length === digits + stampLength;
  return isWhole ? frameFromHex(id, rest.slice(0, digits)) : undefined;
}
