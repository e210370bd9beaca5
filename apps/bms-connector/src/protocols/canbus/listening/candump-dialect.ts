import { CandumpFramer } from '../framers/candump-framer.js';
import type { CanDialect, Heard } from './can-dialect.js';

/** Lines of `candump -L` that someone else pipes here: nothing is ever said back. */
export class CandumpDialect implements CanDialect {
  readonly greeting: readonly string[] = [];
  private readonly framer: CandumpFramer;

  constructor(channel?: string) {
    this.framer = new CandumpFramer(channel);
  }

  get noise(): number {
    return this.framer.noise;
  }

  receive(chunk: Buffer): Heard {
    return { frames: this.framer.push(chunk), replies: [] };
  }
}
