import { checkSimulation, hasConverged } from './check-simulation.js';
import { SimulatedWorld, type SimulationOptions } from './simulated-world.js';

export interface SimulationResult {
  readonly wrong: readonly string[];
  readonly crashes: number;
  readonly parkings: number;
  readonly readings: number;
}

const modes = ['well', 'well', 'dead', 'slow', 'hanging'] as const;
/** Virtual ms within which everything must have arrived once nothing fails any more. */
const patience = 600_000;

/** First faults of every kind at any moment, then none: nothing may be lost or doubled, and all must arrive. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const world = new SimulatedWorld(options);
  const { random, time } = world;
  world.startProcessor();
  for (let sent = 0; sent < options.records;) {
    const count = 1 + Math.floor(random() * 20);
    world.append(count);
    sent += count;
    disturb(world);
    await time.runUntil(() => false, random() * 1500);
    if (!world.owner?.isAlive) world.startProcessor();
  }
  world.heal();
  if (!world.owner?.isAlive) world.startProcessor();
  const converged = await time.runUntil(() => hasConverged(world), patience);
  const wrong = checkSimulation(world);
  return {
    wrong: converged ? wrong : ['it never came to rest', ...wrong],
    crashes: world.crashes,
    parkings: world.parkings,
    readings: world.maker.journal.readings.length,
  };
}

function disturb(world: SimulatedWorld): void {
  const { random, tenantIds } = world;
  if (random() < 0.3) {
    const tenantId = tenantIds[Math.floor(random() * tenantIds.length)] as number;
    world.setMode(tenantId, modes[Math.floor(random() * modes.length)] as (typeof modes)[number]);
  }
  if (random() < 0.1) {
    const zombie = world.owner;
    world.startProcessor();
    void world.time.sleep(random() * 4000).then(() => zombie?.lose());
  }
}
