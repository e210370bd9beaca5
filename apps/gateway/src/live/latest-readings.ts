import type { LiveUpdate } from './live-update.js';

const leastMilliseconds = 1_000;

/**
 * At most one reading a battery a second: a newer one replaces the one that waits. Alerts and connections are never
 * held back.
 */
export class LatestReadings {
  private readonly sentAt = new Map<number, number>();
  private readonly waiting = new Map<number, LiveUpdate>();

  /** Whether the update goes out now; otherwise it waits for `due`. */
  passes(update: LiveUpdate, now: number): boolean {
    if (update.event !== 'reading') return true;
    if (now - (this.sentAt.get(update.batteryId) ?? -Infinity) < leastMilliseconds) {
      this.waiting.set(update.batteryId, update);
      return false;
    }
    this.sentAt.set(update.batteryId, now);
    this.waiting.delete(update.batteryId);
    return true;
  }

  /** What has waited long enough, oldest first. */
  due(now: number): LiveUpdate[] {
    const ripe = [...this.waiting.values()].filter(
      ({ batteryId }) => now - (this.sentAt.get(batteryId) ?? 0) >= leastMilliseconds,
    );
    for (const { batteryId } of ripe) {
      this.waiting.delete(batteryId);
      this.sentAt.set(batteryId, now);
    }
    return ripe.sort((left, right) => left.sequence - right.sequence);
  }
}
