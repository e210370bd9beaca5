/** What came in so far, and a promise for more: tests wait for what happens, not for time. */
export class Collected<T> {
  readonly items: T[] = [];
  private readonly waiting = new Set<() => void>();

  add(...items: readonly T[]): void {
    this.items.push(...items);
    for (const look of this.waiting) look();
  }

  /** Resolves with all items once there are so many. */
  async count(atLeast: number): Promise<readonly T[]> {
    return this.until((items) => items.length >= atLeast);
  }

  async until(isEnough: (items: readonly T[]) => boolean): Promise<readonly T[]> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isEnough(this.items)) return;
        this.waiting.delete(look);
        resolve(this.items);
      };
      this.waiting.add(look);
      look();
    });
  }
}
