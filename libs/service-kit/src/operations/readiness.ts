import { Injectable } from '@nestjs/common';

/** One thing without which the service cannot do its work. A tenant's database is not one: it is a metric. */
export interface ReadinessProbe {
  readonly name: string;
  /** Resolves when the thing works; a rejection or two seconds of silence mean that it does not. */
  check(): Promise<void>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly probes: readonly { name: string; ready: boolean }[];
}

const patienceMilliseconds = 2_000;

/** Whether this process should be given work, asked by whoever balances it. */
@Injectable()
export class Readiness {
  private readonly probes: ReadinessProbe[] = [];
  private serving = false;

  register(probe: ReadinessProbe): void {
    this.probes.push(probe);
  }

  /** Ready from the end of the start to the begin of the stop. */
  setServing(serving: boolean): void {
    this.serving = serving;
  }

  async report(): Promise<ReadinessReport> {
    const probes = await Promise.all(
      this.probes.map(async (probe) => ({ name: probe.name, ready: await works(probe) })),
    );
    return { ready: this.serving && probes.every(({ ready }) => ready), probes };
  }
}

async function works(probe: ReadinessProbe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMilliseconds);
  });
  const answer = (async () => probe.check())().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
