import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { report } from '../console/progress.js';
import { workspaceRoot } from '../folders.js';
import { ChildProgram } from '../servers/child-program.js';
import { until } from '../servers/until.js';
import type { StartOptions } from '../stack/start-options.js';
import { exchange } from './json-http.js';
import type { SimulatedPack } from './simulated-pack.js';

/** The simulated packs: a program of their own that answers on loopback sockets. */
export class DemoFleet {
  private constructor(
    readonly controlUrl: string,
    private readonly program: ChildProgram,
  ) {}

  static async start(folder: string, controlPort: number, options: StartOptions): Promise<DemoFleet> {
    await mkdir(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    report({
      fr: `Flotte simulée : ${options.tenants * options.batteries} batteries…`,
      en: `Simulated fleet: ${options.tenants * options.batteries} packs…`,
    });
    const args = [
      ['--packs', String(options.tenants * options.batteries)],
      ['--seed', String(options.seed)],
      ['--control-port', String(controlPort)],
      ['--host', options.host ?? '127.0.0.1'],
      ['--ports-file', join(folder, 'simulator-ports.json')],
      ['--truth-file', join(folder, 'logs', 'ground-truth.ndjson')],
    ].flat();
    const program = ChildProgram.start({
      name: 'fleet-simulator',
      command: process.execPath,
      args: [join(workspaceRoot, 'tools', 'fleet-simulator', 'dist', 'main.js'), ...args],
      logFile: join(folder, 'logs', 'fleet-simulator.log'),
    });
    const fleet = new DemoFleet(`http://127.0.0.1:${controlPort}`, program);
    const dead = new Error(`the fleet simulator ended; see ${program.description.logFile}`);
    await until(() => fleet.packs(), {
      milliseconds: 30_000,
      unless: () => (program.isAlive ? undefined : dead),
    });
    return fleet;
  }

  async packs(): Promise<readonly SimulatedPack[]> {
    return (await exchange<readonly SimulatedPack[]>(`${this.controlUrl}/packs`)).body;
  }

  stop(): Promise<void> {
    return this.program.stop(5_000);
  }

  killNow(): void {
    this.program.killNow();
  }
}
