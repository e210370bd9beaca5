import { DeviceFailure } from '../../device-failure.errors.js';
import type { CanFrame } from '../can-frame.js';
import { SocketcandFramer, type SocketcandMessage } from '../framers/socketcand-framer.js';
import type { CanDialect, Heard } from './can-dialect.js';

const interfaceName = /^[A-Za-z0-9_.-]{1,16}$/;

/** socketcand: `< hi >`, `< open can0 >`, `< ok >`, `< rawmode >`, `< ok >`, and then every frame of the bus. */
export class SocketcandDialect implements CanDialect {
  readonly greeting: readonly string[] = [];
  private readonly framer = new SocketcandFramer();
  private readonly awaited: { readonly word: string; readonly reply: string }[];

  constructor(channel: string) {
    // It becomes a part of a command: nothing that could end it may be in it.
    if (!interfaceName.test(channel))
      throw new DeviceFailure('configuration', 'the channel is no interface name');
    this.awaited = [
      { word: 'hi', reply: `< open ${channel} >` },
      { word: 'ok', reply: '< rawmode >' },
      { word: 'ok', reply: '' },
    ];
  }

  get noise(): number {
    return this.framer.noise;
  }

  receive(chunk: Buffer): Heard {
    const frames: CanFrame[] = [];
    const replies: string[] = [];
    for (const message of this.framer.push(chunk)) {
      if (this.awaited.length > 0) replies.push(...this.shake(message));
      else if (message.kind === 'frame') frames.push(message.frame);
    }
    return { frames, replies };
  }

  private shake(message: SocketcandMessage): string[] {
    if (message.kind === 'error')
      throw new DeviceFailure('configuration', 'socketcand does not open the bus');
    const [next] = this.awaited;
    if (message.kind !== 'word' || message.word !== next?.word) return [];
    this.awaited.shift();
    return next.reply === '' ? [] : [next.reply];
  }
}
