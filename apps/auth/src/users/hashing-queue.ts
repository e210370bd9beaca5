import { ProblemError } from '@trackingbms/service-kit';

export interface QueueLimits {
  readonly atOnce: number;
  /** Those who may wait; one more is turned away. */
  readonly waiting: number;
}

/** Lets a few run at once and a few more wait: memory and time of hashing stay bounded whoever asks. */
export class HashingQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: QueueLimits) {}

  /** @throws ProblemError 503 when the queue is full. */
  requireRoom(): void {
    if (this.running >= this.limits.atOnce && this.waiting.length >= this.limits.waiting) throw tooBusy();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.requireRoom();
    if (this.running >= this.limits.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      this.handOver();
    }
  }

  /** The next one takes the place over, so that nobody can come in between. */
  private handOver(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}

function tooBusy(): ProblemError {
  return new ProblemError(
    'AUTH.TOO_BUSY',
    503,
    {
      en: 'Too many people are signing in right now: try again in a few seconds.',
      fr: 'Trop de connexions en ce moment : réessayez dans quelques secondes.',
    },
    { headers: { 'retry-after': '3' } },
  );
}
