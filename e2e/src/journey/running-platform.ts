import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStack, startDemo, type Demo } from '@trackingbms/local-stack';
import { ApiClient } from './api-client.js';

export interface PlatformOptions {
  readonly tenants: number;
  readonly batteries: number;
  /** Seconds between two polls. */
  readonly interval: number;
}

/** The whole platform as `npm start` runs it, in a folder of its own. */
export class RunningPlatform {
  private constructor(
    readonly stack: LocalStack,
    readonly demo: Demo,
    private readonly run: { readonly folder: string; readonly failures: readonly Error[] },
  ) {}

  static async start(options: PlatformOptions): Promise<RunningPlatform> {
    const folder = await mkdtemp(join(tmpdir(), 'trackingbms-e2e-'));
    const failures: Error[] = [];
    const stack = await LocalStack.start({ folder, onFailure: (error) => failures.push(error) });
    process.once('exit', () => stack.killNow());
    try {
      const demo = await startDemo(stack.doors, folder, { ...options, seed: 1 });
      return new RunningPlatform(stack, demo, { folder, failures });
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** The API as the first user of a demo client; clients count from 0. */
  signIn(client = 0): Promise<ApiClient> {
    const user = this.demo.clients[client];
    if (!user) throw new Error(`there is no client ${client}`);
    return ApiClient.signIn(this.stack.gatewayUrl, user);
  }

  async switchFault(serialNumber: string, fault: string, on: boolean): Promise<void> {
    const packs = await this.demo.fleet.packs();
    const pack = packs.find((one) => one.serialNumber === serialNumber);
    const answer = await fetch(`${this.demo.fleet.controlUrl}/packs/${pack?.id}/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault, on }),
    });
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status}`);
  }

  async stop(): Promise<void> {
    await this.demo.fleet.stop();
    await this.stack.stop();
    if (this.run.failures.length > 0) throw new AggregateError(this.run.failures, 'a service was given up');
    await rm(this.run.folder, { recursive: true, force: true });
  }
}
