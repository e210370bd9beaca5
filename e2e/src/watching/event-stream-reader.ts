export interface StreamedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** Reads server-sent events one after the other. */
export class EventStreamReader {
  private readonly waiting: StreamedEvent[] = [];
  private pending = '';

  private constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly abort: AbortController,
  ) {}

  static async open(url: string, headers: Record<string, string>): Promise<EventStreamReader> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`the live stream answered ${response.status}`);
    return new EventStreamReader(response.body.getReader(), abort);
  }

  /** The next event that fits, with those passed over on the way. */
  async next(
    fits: (event: StreamedEvent) => boolean,
  ): Promise<{ found: StreamedEvent; passed: StreamedEvent[] }> {
    const passed: StreamedEvent[] = [];
    for (;;) {
      const event = this.waiting.shift() ?? (await this.read());
      if (fits(event)) return { found: event, passed };
      passed.push(event);
    }
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<StreamedEvent> {
    for (;;) {
      const { done, value } = await this.reader.read();
      if (done) throw new Error('the live stream ended');
      this.pending += Buffer.from(value).toString('utf8');
      const blocks = this.pending.split('\n\n');
      this.pending = blocks.pop() ?? '';
      this.waiting.push(...blocks.map(toEvent));
      const first = this.waiting.shift();
      if (first) return first;
    }
  }
}

function toEvent(block: string): StreamedEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>,
  };
}
