import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PollCount } from './arrivals.js';
import type { DeviceKind } from './device-answers.js';
import type { FarSideAnswer, FarSideQuestion } from './far-side.js';

const program = fileURLToPath(new URL('far-side.js', import.meta.url));

/** Thousands of devices of one kind in a process of their own. */
export class FarSideProcess {
  private constructor(
    readonly kind: DeviceKind,
    /** One for each device, on 127.0.0.1. */
    readonly ports: readonly number[],
    private readonly child: ChildProcess,
  ) {}

  /** @param pinning a command before its own that keeps it on one core */
  static async start(
    kind: DeviceKind,
    devices: number,
    interval: number,
    pinning: readonly string[] = [],
  ): Promise<FarSideProcess> {
    const own = [process.execPath, program, kind, String(devices), String(interval)];
    const [command = '', ...rest] = [...pinning, ...own];
    const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const answer = await heard(child);
    if (!('ports' in answer)) throw new Error('the far side began with something else than its ports');
    return new FarSideProcess(kind, answer.ports, child);
  }

  async seen(): Promise<number> {
    const answer = await this.ask('seen');
    return 'seen' in answer ? answer.seen : 0;
  }

  async begin(): Promise<void> {
    await this.ask('begin');
  }

  async end(): Promise<PollCount> {
    const answer = await this.ask('end');
    if ('count' in answer) return answer.count;
    throw new Error('the far side did not count');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  private ask(question: FarSideQuestion): Promise<FarSideAnswer> {
    const answer = heard(this.child);
    this.child.send(question);
    return answer;
  }
}

/** The next message; rejects when the process ends instead. */
function heard(child: ChildProcess): Promise<FarSideAnswer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`a far side ended with ${String(code)}: are there enough files and ports for it?`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as FarSideAnswer);
    });
  });
}
