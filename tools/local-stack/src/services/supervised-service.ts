import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { report, warn } from '../console/progress.js';
import { StackError } from '../console/stack.errors.js';
import { workspaceRoot } from '../folders.js';
import { ChildProgram } from '../servers/child-program.js';
import { until } from '../servers/until.js';
import type { ServiceName } from './service-plan.js';

export interface ServiceLaunch {
  readonly name: ServiceName;
  readonly environment: Record<string, string>;
  readonly operationsPort: number;
  readonly logFile: string;
}

const restartsAllowed = 5;
const restartWindowMilliseconds = 60_000;

/** One of our services: started, watched, started again when it dies, given up when it keeps dying. */
export class SupervisedService {
  private program: ChildProgram | undefined;
  private stopping = false;
  private readonly deaths: number[] = [];

  constructor(
    private readonly launch: ServiceLaunch,
    /** Called once, when the service has died too often to be started again. */
    private readonly onGivenUp: (error: StackError) => void,
  ) {}

  get name(): ServiceName {
    return this.launch.name;
  }

  get process(): ChildProgram | undefined {
    return this.program;
  }

  /** Resolves when the service says that it is ready. */
  async start(): Promise<void> {
    this.stopping = false;
    const program = this.spawn();
    await until(() => this.askReady(), {
      milliseconds: 90_000,
      everyMilliseconds: 150,
      unless: () => (program.isAlive ? undefined : this.died('STACK.SERVICE_DIED')),
    });
    void this.watch(program);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.program?.stop();
  }

  killNow(): void {
    this.program?.killNow();
  }

  private spawn(): ChildProgram {
    const main = join(workspaceRoot, 'apps', this.name, 'dist', 'main.js');
    this.program = ChildProgram.start({
      name: this.name,
      command: process.execPath,
      args: ['--enable-source-maps', '--disable-warning=TimeoutNegativeWarning', main],
      environment: this.launch.environment,
      logFile: this.launch.logFile,
      watchesInput: true,
    });
    return this.program;
  }

  private async askReady(): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.launch.operationsPort}/health/ready`);
    if (!answer.ok) throw this.died('STACK.SERVICE_NOT_READY');
  }

  private async watch(program: ChildProgram): Promise<void> {
    const end = await program.ended;
    if (this.stopping) return;
    this.deaths.push(Date.now());
    if (this.recentDeaths() > restartsAllowed) {
      this.onGivenUp(this.died('STACK.SERVICE_KEEPS_DYING'));
      return;
    }
    warn({
      fr: `${this.name} s'est arrêté (${end}) ; relance…`,
      en: `${this.name} ended (${end}); starting it again…`,
    });
    await delay(500 * this.recentDeaths());
    if (!this.stopping) void this.watch(this.spawn());
  }

  private recentDeaths(): number {
    const since = Date.now() - restartWindowMilliseconds;
    return this.deaths.filter((time) => time > since).length;
  }

  private died(code: string): StackError {
    return new StackError(code, {
      fr: `${this.name} n'est pas en marche ; voir ${this.launch.logFile}`,
      en: `${this.name} is not running; see ${this.launch.logFile}`,
    });
  }
}

/** Says in one line that the service is up. */
export const announce = (service: SupervisedService): void =>
  report({ fr: `${service.name} : prêt`, en: `${service.name}: ready` });
