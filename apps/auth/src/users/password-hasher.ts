import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { HashingQueue, type QueueLimits } from './hashing-queue.js';

/** argon2id */
export interface HashParameters {
  readonly memoryKibibytes: number;
  readonly iterations: number;
  readonly parallelism: number;
}

const defaultLimits: QueueLimits = { atOnce: 2, waiting: 32 };

/** Hashes and checks passwords with argon2id, a few at a time. */
export class PasswordHasher {
  private readonly queue: HashingQueue;
  private dummy: Promise<string> | null = null;

  constructor(
    private readonly parameters: HashParameters,
    limits: QueueLimits = defaultLimits,
  ) {
    this.queue = new HashingQueue(limits);
  }

  /** @throws ProblemError 503 when so many wait that one more would wait too long. */
  requireRoom(): void {
    this.queue.requireRoom();
  }

  /** @throws ProblemError 503 */
  hash(password: string): Promise<string> {
    return this.queue.run(() => this.argon2(password));
  }

  /**
   * Whether the hash is of this password. Without a hash the same work is done for nothing, so that the time of the
   * answer does not tell whether there is one.
   * @throws ProblemError 503
   */
  verify(hashed: string | null, password: string): Promise<boolean> {
    return this.queue.run(async () => {
      const against = hashed ?? (await this.hashOfNobody());
      return (await verify(against, canonical(password))) && hashed !== null;
    });
  }

  /** Whether the hash was made with other parameters than today's. */
  isOutdated(hashed: string): boolean {
    const { memoryKibibytes: m, iterations: t, parallelism: p } = this.parameters;
    return !hashed.startsWith(`$argon2id$v=19$m=${m},t=${t},p=${p}$`);
  }

  private hashOfNobody(): Promise<string> {
    this.dummy ??= this.argon2(randomBytes(32).toString('base64'));
    return this.dummy;
  }

  private argon2(password: string): Promise<string> {
    return hash(canonical(password), {
      memoryCost: this.parameters.memoryKibibytes,
      timeCost: this.parameters.iterations,
      parallelism: this.parameters.parallelism,
    });
  }
}

/** The same letters typed on another keyboard are the same password. */
const canonical = (password: string): string => password.normalize('NFKC');
