type Work = () => Promise<void>;

/**
 * Polls wait in a lane for each link, so that a link carries one exchange at a time, and lanes run beside each other up
 * to a bound: a slow device holds up those behind the same link and nobody else.
 */
export class LinkLanes {
  private readonly waiting = new Map<string, Work[]>();
  private readonly running = new Set<string>();
  private readonly ready: string[] = [];

  constructor(private readonly maxRunning: number) {}

  /** The work must not reject. */
  submit(link: string, work: Work): void {
    const lane = this.waiting.get(link);
    if (lane) {
      lane.push(work);
      return;
    }
    this.waiting.set(link, [work]);
    if (!this.running.has(link)) this.ready.push(link);
    this.startReady();
  }

  get runningCount(): number {
    return this.running.size;
  }

  private startReady(): void {
    while (this.running.size < this.maxRunning) {
      const link = this.ready.shift();
      if (link === undefined) return;
      void this.runNext(link);
    }
  }

  private async runNext(link: string): Promise<void> {
    const lane = this.waiting.get(link);
    const work = lane?.shift();
    if (lane?.length === 0) this.waiting.delete(link);
    if (!work) return;
    this.running.add(link);
    try {
      await work();
    } finally {
      this.running.delete(link);
      // Behind the others that wait for a place, so that a crowded link does not keep its place for itself.
      if (this.waiting.has(link)) this.ready.push(link);
      this.startReady();
    }
  }
}
