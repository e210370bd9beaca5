/** Lets waiters sleep until something changed or their time is over. */
export class WakeUps {
  #waiting: (() => void)[] = [];

  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** Resolves true when woken, false after `milliseconds`. */
  wait(milliseconds: number): Promise<boolean> {
    if (milliseconds <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== resume);
        resolve(false);
      }, milliseconds);
      this.#waiting.push(resume);
    });
  }
}
