import { decideConnection, type ConnectionRules } from '../../fleet-view/decide-connection.js';
import type { LinkTurns } from '../../polling/link-turns.js';
import { ConnectionTrial } from '../trial/connection-trial.js';
import type { TrialOutcome, TrialSuccess } from '../trial/trial-outcome.js';
import type { Probe } from './probe-plan.js';
import { recognise, withExpectations, type Recognised } from './recognise.js';

/** ms. */
export interface DetectionLimits {
  readonly deadline: number;
  /** For one answer: devices on slow lines need some hundred. */
  readonly exchange: number;
}

export const defaultDetectionLimits: DetectionLimits = { deadline: 20_000, exchange: 700 };

/** `skipped`: something tried before says that nothing would come of it; `late`: the time was over. */
export type ProbeOutcome =
  | { readonly type: 'failed'; readonly code: string }
  | { readonly type: 'answered'; readonly recognised: Recognised; readonly trial: TrialSuccess }
  | { readonly type: 'skipped' }
  | { readonly type: 'late' };

export interface ProbeReport {
  readonly probe: Probe;
  readonly bmsConfig: Readonly<Record<string, unknown>>;
  readonly outcome: ProbeOutcome;
}

interface DetectionParts {
  readonly turns: LinkTurns;
  readonly rules: ConnectionRules;
  readonly tenantId: number | undefined;
  readonly address: string;
  readonly limits?: DetectionLimits;
  /** Told of every probe as it ends. */
  readonly onProbe?: (report: ProbeReport) => void;
}

/** A cycle of a CAN bus may take longer than one answer. */
const slack = 1_500;
const closedCodes = ['CONNECTION.REFUSED', 'CONNECTION.UNREACHABLE', 'CONNECTION.CONNECT_TIMEOUT'];

/** Asks one address in every way that the probes say: ports beside each other, the ways to one port one by one. */
export class DeviceDetection {
  private readonly end: number;
  private readonly limits: DetectionLimits;

  constructor(private readonly parts: DetectionParts) {
    this.limits = parts.limits ?? defaultDetectionLimits;
    this.end = performance.now() + this.limits.deadline;
  }

  async run(plan: ReadonlyMap<number, readonly Probe[]>): Promise<readonly ProbeReport[]> {
    const reports = await Promise.all([...plan.values()].map((probes) => this.askPort(probes)));
    return reports.flat();
  }

  private async askPort(probes: readonly Probe[]): Promise<ProbeReport[]> {
    const reports: ProbeReport[] = [];
    for (const probe of probes) {
      const report = { probe, bmsConfig: configOf(probe), outcome: await this.outcomeOf(probe, reports) };
      reports.push(report);
      this.parts.onProbe?.(report);
    }
    return reports;
  }

  private async outcomeOf(probe: Probe, before: readonly ProbeReport[]): Promise<ProbeOutcome> {
    if (isHopeless(probe, before)) return { type: 'skipped' };
    const left = this.end - performance.now();
    if (left < this.limits.exchange) return { type: 'late' };
    const trial = await this.ask(probe, left);
    if (!trial.ok) return { type: 'failed', code: trial.code };
    return { type: 'answered', trial, recognised: recognise(probe.profile, probe.transport, trial) };
  }

  private async ask(probe: Probe, deadline: number): Promise<TrialOutcome> {
    const { turns, rules, tenantId, address } = this.parts;
    const { profile, port } = probe;
    const exchange = Math.max(this.limits.exchange, profile.protocol === 'canbus' ? cycleOf(probe) : 0);
    const bmsConfig = { ...configOf(probe), timeoutMilliseconds: exchange };
    const settings = {
      tenantId,
      bmsIpAddress: address,
      bmsPort: port,
      bmsProtocol: profile.protocol,
      bmsConfig,
    };
    const decision = decideConnection(settings, rules);
    const trial = new ConnectionTrial(turns, { deadline, longestExchange: exchange });
    if (decision.type !== 'reachable') return trial.run(settings, rules);
    return trial.tryDevice({ ...decision.connection, profile: withExpectations(profile) });
  }
}

const cycleOf = ({ profile }: Probe): number => (profile.canbus?.cycleMilliseconds ?? 1_000) + slack;

/** What a battery's settings would say. */
const configOf = ({ profile, transport, mode, unitId }: Probe): Readonly<Record<string, unknown>> => ({
  profile: profile.profile,
  ...(transport !== 'tcp' && { transport }),
  ...(mode && { mode }),
  ...(unitId !== undefined && { unitId }),
});

/** A closed port, a voice that nobody answers to, and any other language once the device has been recognised. */
function isHopeless(probe: Probe, before: readonly ProbeReport[]): boolean {
  return before.some(({ probe: { voice }, outcome }) => {
    if (outcome.type === 'failed') {
      return (
        closedCodes.includes(outcome.code) ||
        (voice === probe.voice && outcome.code === 'CONNECTION.NO_ANSWER')
      );
    }
    return voice !== probe.voice && isSure(outcome);
  });
}

const isSure = (outcome: ProbeOutcome): boolean =>
  outcome.type === 'answered' &&
  outcome.recognised.type === 'like' &&
  outcome.recognised.confidence === 'high';
