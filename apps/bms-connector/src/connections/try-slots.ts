import { tooManyTries } from './connections.errors.js';

/** How many devices each client may have tried at the same time. */
export class TrySlots {
  private readonly taken = new Map<number, number>();

  constructor(private readonly most: number) {}

  /** Throws a problem (429) when the client has no slot left. */
  async during<T>(tenantId: number, work: () => Promise<T>): Promise<T> {
    const taken = this.taken.get(tenantId) ?? 0;
    if (taken >= this.most) throw tooManyTries();
    this.taken.set(tenantId, taken + 1);
    try {
      return await work();
    } finally {
      const left = (this.taken.get(tenantId) ?? 1) - 1;
      if (left > 0) this.taken.set(tenantId, left);
      else this.taken.delete(tenantId);
    }
  }
}
