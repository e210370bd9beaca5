import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { installPeers, peerScript } from '../../../testing/python-peers.js';

/** Texts of numbers, because JSON has no word for NaN and cuts 64-bit integers short. */
export interface JudgedSignal {
  readonly raw: string;
  /** As cantools computes it, in floats. */
  readonly value: string;
  /** The float nearest to the exact decimal. */
  readonly exact: string;
}

/** Signals by name; `!` alone where cantools refuses the frame. */
export type JudgedFrame = Readonly<Record<string, JudgedSignal>>;

export interface JudgedRequest {
  readonly dbc: string;
  readonly frames: readonly (readonly [id: number, extended: boolean, hex: string])[];
}

const packages = ['cantools==45.1.0'];

/** A Python that decodes with cantools for as long as it is not closed. */
export class CantoolsJudge {
  private readonly program: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private readonly reader: Interface;
  private complaint = '';

  /** Installs cantools at the first call. */
  static async start(): Promise<CantoolsJudge> {
    return new CantoolsJudge(await installPeers(packages));
  }

  private constructor(library: string) {
    this.program = spawn('python3', [peerScript('cantools_judge.py')], {
      env: { ...process.env, PYTHONPATH: library },
    });
    this.program.stderr.on('data', (chunk: Buffer) => (this.complaint += String(chunk)));
    this.reader = createInterface({ input: this.program.stdout });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  async decode(request: JudgedRequest): Promise<readonly JudgedFrame[]> {
    this.program.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.lines.next();
    if (line.done) throw new Error(`cantools gave up: ${this.complaint.slice(-500)}`);
    return JSON.parse(line.value) as readonly JudgedFrame[];
  }

  close(): void {
    this.reader.close();
    this.program.stdin.end();
  }
}
