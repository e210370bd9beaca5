import type { IncomingRecord } from '@trackingbms/event-log';
import type { DeadLetterPort, IntakeObserver, StreamPlace } from './intake-ports.js';
import { LetterNotSent } from './intake.errors.js';

/** Sets records aside. A letter goes out before the transaction that passes its record: twice after a crash, never not. */
export class LetterBox {
  readonly #sent = new Set<bigint>();

  constructor(
    private readonly deps: { readonly deadLetters: DeadLetterPort; readonly observer: IntakeObserver },
    private readonly place: StreamPlace,
    private readonly tenantId?: number,
  ) {}

  /** Once for a record, also when its portion is tried again. Rejects with `LetterNotSent`. */
  async send(record: IncomingRecord, reason: string): Promise<void> {
    if (this.#sent.has(record.offset)) return;
    const { tenantId } = this;
    try {
      await this.deps.deadLetters.send(record, this.place, { reason, tenantId });
    } catch (error) {
      throw new LetterNotSent({ cause: error });
    }
    this.#sent.add(record.offset);
    this.deps.observer.deadLettered(tenantId, reason);
  }

  /** The checkpoint has passed the records: they do not come again. */
  settled(): void {
    this.#sent.clear();
  }
}
