import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '@trackingbms/service-kit';
import { reasonOf, whyNot, type Reason } from './detection-texts.js';
import type { ProbeReport } from './device-detection.js';
import { confidences, type Confidence, type Recognised } from './recognise.js';

type Like = Extract<Recognised, { type: 'like' }>;

export class Proposal {
  @ApiProperty({ example: 'renogy@1' }) profile!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: confidences }) confidence!: Confidence;
  @ApiProperty({ type: [Object], description: 'Why' }) reasons!: readonly Reason[];
  @ApiProperty() bmsIpAddress!: string;
  @ApiProperty() bmsPort!: number;
  @ApiProperty() bmsProtocol!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) bmsConfig!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What was read, in V and %' })
  seen!: object;
}

export class TriedProbe {
  @ApiProperty() port!: number;
  @ApiProperty() profile!: string;
  @ApiProperty() transport!: string;
  @ApiProperty({ required: false }) unitId?: number;
  @ApiProperty({ description: 'Stable' }) code!: string;
  @ApiProperty() message!: string;
}

export class DetectAnswer {
  @ApiProperty({ type: [Proposal], description: 'The most likely first' }) proposals!: readonly Proposal[];
  @ApiProperty({ type: [TriedProbe], description: 'What was tried without success' })
  tried!: readonly TriedProbe[];
  @ApiProperty({ description: 'How long it took' }) milliseconds!: number;
}

interface Detected {
  readonly address: string;
  readonly reports: readonly ProbeReport[];
  readonly milliseconds: number;
}

export function toDetectAnswer(
  { address, reports, milliseconds }: Detected,
  language: Language,
): DetectAnswer {
  const found = reports.filter((report) => likeOf(report) !== undefined);
  const proposals = found
    .map((report) => toProposal(report, { address, found, language }))
    .sort((a, b) => confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence));
  const tried = reports.filter((report) => !likeOf(report)).map((report) => toTried(report, language));
  return { proposals, tried, milliseconds };
}

const likeOf = ({ outcome }: ProbeReport): Like | undefined =>
  outcome.type === 'answered' && outcome.recognised.type === 'like' ? outcome.recognised : undefined;

interface Around {
  readonly address: string;
  readonly found: readonly ProbeReport[];
  readonly language: Language;
}

function toProposal(report: ProbeReport, { address, found, language }: Around): Proposal {
  const { probe, bmsConfig, outcome } = report;
  const { confidence, evidence } = likeOf(report) as Like;
  const hasTwin = found.some(
    (other) =>
      other !== report && other.probe.port === probe.port && likeOf(other)?.confidence === confidence,
  );
  const codes = hasTwin ? [...evidence, 'OTHERS_FIT_TOO' as const] : evidence;
  const { packVoltage, socPercent, cellVoltages } =
    outcome.type === 'answered' ? outcome.trial.reading : ({} as never);
  return {
    profile: `${probe.profile.profile}@${probe.profile.version}`,
    title: probe.profile.title,
    confidence,
    reasons: codes.map((code) => reasonOf(code, language)),
    ...{ bmsIpAddress: address, bmsPort: probe.port, bmsProtocol: probe.profile.protocol, bmsConfig },
    seen: { packVoltage, socPercent, cells: cellVoltages?.length ?? null },
  };
}

function toTried({ probe, outcome }: ProbeReport, language: Language): TriedProbe {
  const { port, transport, profile, mode, unitId } = probe;
  return {
    ...{ port, profile: profile.profile, transport: mode ?? transport },
    ...(unitId !== undefined && { unitId }),
    ...whyNot(outcome, profile.protocol, language),
  };
}
