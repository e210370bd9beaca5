import type { Language, LocalizedText, ProblemError } from '@trackingbms/service-kit';
import type { DetectAnswer } from '../detection/detection-answer.js';
import type { TestConnectionAnswer } from '../trial-answer.js';
import { labels } from './tool-texts.js';

type Row = readonly (string | number)[];

/** Columns as wide as their widest cell. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export function trialLines(answer: TestConnectionAnswer, language: Language): string {
  const { reading = {}, doubts = [], raw = [], objects = [] } = answer;
  const came = raw.filter(({ answered }) => answered);
  return [
    answer.ok
      ? `${labels.read[language]} (${answer.profile}, ${answer.milliseconds} ms)`
      : `${labels.failedAt[language]} ${answer.step}: ${answer.code}\n${answer.message}`,
    ...(answer.technical === undefined ? [] : [`(${answer.technical})`]),
    ...section(
      '',
      Object.entries(reading).map(([name, value]) => [name, shown(value)]),
    ),
    ...section(
      labels.doubts[language],
      doubts.map(({ code, field = '', value = '', message }) => [code, field, value, message]),
    ),
    ...section(
      labels.raw[language],
      came.map(({ source, usedFor, value }) => [usedFor.join(' '), shown(value), shown(source)]),
    ),
    ...section(
      labels.objects[language],
      objects.map(({ path, value }) => [path, shown(value)]),
    ),
  ].join('\n');
}

const section = (title: string, rows: readonly Row[]): string[] =>
  rows.length === 0 ? [] : [title === '' ? table(rows) : `${title}:\n${table(rows)}`];

export function detectionLines({ proposals, tried }: DetectAnswer, language: Language): string {
  const found = proposals.map((proposal) => {
    const { profile, title, confidence, reasons, bmsIpAddress, bmsPort, bmsProtocol, bmsConfig } = proposal;
    return [
      `${labels.proposal[language]}: ${title} (${profile}), ${confidence}`,
      ...reasons.map(({ message }) => `  - ${message}`),
      `  ${shown({ bmsIpAddress, bmsPort, bmsProtocol, bmsConfig })}`,
    ].join('\n');
  });
  const rows = tried.map((each): Row => [each.port, each.transport, each.profile, each.code]);
  return [
    ...(found.length > 0 ? found : [labels.nothing[language]]),
    ...section(labels.tried[language], rows),
  ].join('\n');
}

export function problemLines({ code, text, extra }: ProblemError, language: Language): string {
  const wrong = (extra.errors ?? []).map(({ pointer, detail }): Row => [
    pointer,
    inLanguage(detail, language),
  ]);
  return [`${code}: ${text[language]}`, ...(wrong.length > 0 ? [table(wrong)] : [])].join('\n');
}

const inLanguage = (detail: string | LocalizedText | undefined, language: Language): string =>
  typeof detail === 'object' ? detail[language] : (detail ?? '');
