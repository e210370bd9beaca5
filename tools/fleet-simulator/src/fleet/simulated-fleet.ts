import { writeGroundTruth } from './ground-truth.js';
import { planFleet, type PlannedPack } from './fleet-plan.js';
import { recallPorts, rememberPorts } from './port-memory.js';
import { SimulatedPack } from './simulated-pack.js';

export interface FleetOptions {
  /** 1 or more. */
  readonly packs: number;
  readonly seed: number;
  readonly host?: string;
  /** Where the packs' ports are kept from one start to the next. */
  readonly portsFile?: string;
  /** Where the ground truth is appended, one JSON line a pack every ten seconds. */
  readonly truthFile?: string;
}

const stepMilliseconds = 1_000;
const stepsBetweenTruths = 10;

/** All packs of a run, advancing with the clock. */
export class SimulatedFleet {
  private timer: NodeJS.Timeout | undefined;
  private steps = 0;
  private truthWritten: Promise<void> = Promise.resolve();

  private constructor(
    readonly packs: readonly SimulatedPack[],
    private readonly options: FleetOptions,
  ) {}

  static async start(options: FleetOptions): Promise<SimulatedFleet> {
    const known = await recallPorts(options.portsFile);
    const packs: SimulatedPack[] = [];
    for (const [index, plan] of planFleet(options.packs).entries()) {
      packs.push(
        await openPack(plan, options, { seed: options.seed * 1_000_003 + index, port: known[plan.id] ?? 0 }),
      );
    }
    await rememberPorts(
      options.portsFile,
      Object.fromEntries(packs.map(({ plan, device }) => [plan.id, device.port])),
    );
    const fleet = new SimulatedFleet(packs, options);
    fleet.timer = setInterval(() => fleet.step(), stepMilliseconds);
    return fleet;
  }

  pack(id: string): SimulatedPack | undefined {
    return this.packs.find(({ plan }) => plan.id === id);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.truthWritten;
    await Promise.all(this.packs.map(({ device }) => device.close()));
  }

  private step(): void {
    for (const { bms } of this.packs) bms.step(stepMilliseconds / 1_000);
    this.steps += 1;
    const { truthFile } = this.options;
    if (!truthFile || this.steps % stepsBetweenTruths !== 0) return;
    this.truthWritten = this.truthWritten
      .then(() => writeGroundTruth(truthFile, this.packs, new Date()))
      .catch((error: unknown) => console.error('the ground truth could not be written:', error));
  }
}

/** On the port it had before if that is free, else on any. */
async function openPack(
  plan: PlannedPack,
  options: FleetOptions,
  { seed, port }: { seed: number; port: number },
): Promise<SimulatedPack> {
  const host = options.host ?? '127.0.0.1';
  try {
    return await SimulatedPack.open(plan, seed, { host, port });
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return SimulatedPack.open(plan, seed, { host, port: 0 });
  }
}
