import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

export interface ProgramDescription {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** True for our own services, which end by themselves when their standard input does. */
  readonly watchesInput?: boolean;
}

/**
 * A program that knows nothing of its parent is run under this shell: when the pipe to the parent closes, whatever
 * ended the parent, the program is asked to end too. That is what keeps a kill -9 of the parent from leaving orphans.
 */
const guard = `exec 3<&0
"$@" </dev/null 3<&- &
child=$!
trap 'kill -TERM $child 2>/dev/null' TERM INT
( cat <&3 >/dev/null; kill -TERM $child 2>/dev/null ) &
watcher=$!
exec 3<&-
wait $child; code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
kill $watcher 2>/dev/null
exit $code`;

/** A child process in a session of its own (so that Ctrl-C reaches only us), with its output in a file. */
export class ChildProgram {
  private constructor(
    readonly description: ProgramDescription,
    private readonly child: ChildProcess,
    private readonly log: WriteStream,
    /** Resolves with the exit code or the signal's name once the process is gone. */
    readonly ended: Promise<number | NodeJS.Signals>,
  ) {}

  static start(description: ProgramDescription): ChildProgram {
    const { command, args, watchesInput } = description;
    const guarded = watchesInput
      ? { command, args }
      : { command: '/bin/sh', args: ['-c', guard, 'guard', command, ...args] };
    const log = createWriteStream(description.logFile, { flags: 'a', mode: 0o600 });
    const child = spawn(guarded.command, guarded.args, {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...description.environment },
    });
    child.stdin?.on('error', () => undefined);
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(signal ?? code ?? 1));
    });
    ended.catch(() => undefined);
    return new ChildProgram(description, child, log, ended);
  }

  get name(): string {
    return this.description.name;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Asks the process to end; after `graceMilliseconds` its whole process group is killed. */
  async stop(graceMilliseconds = 15_000): Promise<void> {
    if (this.isAlive) {
      this.signalGroup('SIGTERM');
      const timer = setTimeout(() => this.signalGroup('SIGKILL'), graceMilliseconds);
      await this.ended.catch(() => undefined);
      clearTimeout(timer);
    }
    this.log.end();
    if (!this.log.closed) await once(this.log, 'close');
  }

  /** What a crash looks like: the whole process group gone at once, nothing flushed. */
  async kill(): Promise<void> {
    this.signalGroup('SIGKILL');
    await this.ended.catch(() => undefined);
    this.log.end();
  }

  /** For the exit handler, where nothing can be awaited. */
  killNow(): void {
    if (this.isAlive) this.signalGroup('SIGKILL');
  }

  private signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
