import type { LiveUpdate } from './live-update.js';

export type Replay =
  { readonly kind: 'complete'; readonly updates: readonly LiveUpdate[] } | { readonly kind: 'lost' };

/** The last updates of one tenant, so that a client that was away for a moment misses nothing. */
export class RecentUpdates {
  private readonly updates: LiveUpdate[] = [];
  private dropped = 0;

  constructor(private readonly most: number) {}

  add(update: LiveUpdate): void {
    this.updates.push(update);
    if (this.updates.length <= this.most) return;
    // Half goes at once: shifting one by one would move the whole list for every update.
    const [last] = this.updates.splice(0, Math.ceil(this.most / 2)).slice(-1);
    this.dropped = last?.sequence ?? this.dropped;
  }

  /** Everything after `sequence`, or `lost` when some of it is no longer kept. */
  after(sequence: number): Replay {
    if (sequence < this.dropped) return { kind: 'lost' };
    return { kind: 'complete', updates: this.updates.filter((update) => update.sequence > sequence) };
  }
}
