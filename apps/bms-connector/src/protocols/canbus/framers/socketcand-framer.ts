import type { Framer } from '../../tcp-link.js';
import { frameFromHex, type CanFrame } from '../can-frame.js';
import { TextCutter, type CutText } from './text-cutter.js';

export type SocketcandMessage =
  | { readonly kind: 'frame'; readonly frame: CanFrame }
  | { readonly kind: 'error'; readonly text: string }
  /** `hi`, `ok`, `echo`, `rtr` and whatever else a server says. */
  | { readonly kind: 'word'; readonly word: string };

/** 64 bytes of CAN FD with a space before each take about 230 characters. */
const longestMessage = 512;
const frameText = /^frame (?<id>[0-9A-Fa-f]+) \d+\.\d+(?<data>(?: [0-9A-Fa-f]+)*)$/;

/** `< word ... >` messages, which no line end separates. What stands between them is skipped. */
export class SocketcandFramer implements Framer<SocketcandMessage> {
  private readonly cutter = new TextCutter(/[<>]/g, longestMessage);
  private opened = false;
  noise = 0;

  push(chunk: Buffer): SocketcandMessage[] {
    const messages: SocketcandMessage[] = [];
    for (const piece of this.cutter.push(chunk)) {
      const message = this.closedBy(piece);
      if (message) messages.push(message);
      else if (this.opened || !isGap(piece)) this.noise += 1;
      this.opened = piece.end === '<';
    }
    return messages;
  }

  private closedBy({ text, end }: CutText): SocketcandMessage | undefined {
    return end === '>' && this.opened && text !== undefined ? messageOf(text.trim()) : undefined;
  }
}

/** Nothing but blanks before the next message. */
const isGap = ({ text, end }: CutText): boolean => end === '<' && text?.trim() === '';

function messageOf(text: string): SocketcandMessage | undefined {
  const words = text.replaceAll(/\s+/g, ' ');
  if (words.startsWith('frame')) return frameMessage(words);
  if (words.startsWith('error')) return { kind: 'error', text: words.slice(5).trim() };
  return /^[a-z]+(?: |$)/.test(words) ? { kind: 'word', word: words.split(' ')[0] ?? '' } : undefined;
}

function frameMessage(words: string): SocketcandMessage | undefined {
  const { id = '', data = '' } = frameText.exec(words)?.groups ?? {};
  const bytes = data.trim().split(' ');
  // Data comes in one run, or from older servers as one pair of digits for each byte, and in no other way.
  if (bytes.length > 1 && bytes.some((byte) => byte.length !== 2)) return undefined;
  const frame = frameFromHex(id, bytes.join(''));
  return frame && { kind: 'frame', frame };
}
