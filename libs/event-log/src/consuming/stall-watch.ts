/** Notices a client that neither reads nor crashes: it calls `stalled` once nothing was seen of it for too long. */
export class StallWatch {
  private lastSign = Date.now();
  private readonly timer: NodeJS.Timeout;

  constructor(patienceMilliseconds: number, isBusy: () => boolean, stalled: () => void) {
    this.timer = setInterval(() => {
      if (isBusy()) this.seen();
      else if (Date.now() - this.lastSign > patienceMilliseconds) stalled();
    }, patienceMilliseconds / 10);
    this.timer.unref();
  }

  seen(): void {
    this.lastSign = Date.now();
  }

  close(): void {
    clearInterval(this.timer);
  }
}
