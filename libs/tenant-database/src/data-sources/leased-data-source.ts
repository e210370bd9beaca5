import type { DataSource } from 'typeorm';
import type { OpenDataSource } from './open-data-source.js';

/** One tenant's data source with the count of those who use it. Closes once, whoever asks and however often. */
export class LeasedDataSource {
  leases = 0;
  /** Nobody may lease it any more; it closes when the last lease ends. */
  retired = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    readonly key: string,
    private readonly opening: Promise<OpenDataSource>,
  ) {
    // Whoever leases it awaits this promise too; without this line a failure nobody waited for would end the program.
    opening.catch(() => undefined);
  }

  async dataSource(): Promise<DataSource> {
    return (await this.opening).dataSource;
  }

  closeWhenIdle(milliseconds: number, close: () => void): void {
    this.#idleTimer = setTimeout(close, milliseconds);
    this.#idleTimer.unref();
  }

  keepOpen(): void {
    clearTimeout(this.#idleTimer);
  }

  close(): Promise<void> {
    this.retired = true;
    this.keepOpen();
    this.#closed ??= this.opening.then(
      (open) => open.close(),
      () => undefined,
    );
    return this.#closed;
  }
}
