import type { AnswerSource, DeviceProfile, SerialLanguageName } from './device-profile.js';

/** The answers that each language can give; a profile may name no other. */
const answerNames: Readonly<Record<SerialLanguageName, RegExp>> = {
  jbd: /^0x0[345]$/,
  'daly-a5': /^0x9[0-8]$/,
  'daly-d2': /^0x00(00|3E)$/,
  'jk-nw': /^0x(79|[89AB][0-9A-F]|C0)$|^0x81\+0x82$/,
  yd1363: /^0x4[24]\.(cells|temperatures|pack)$/,
};

const widths: Readonly<Record<AnswerSource['type'], number>> = {
  u8: 8,
  s8: 8,
  u16: 16,
  s16: 16,
  sm16: 16,
  u24: 24,
  u32: 32,
  s32: 32,
};

/** What is wrong with a source on a serial line. */
export function answerProblem({ serial }: DeviceProfile, source: AnswerSource): string | undefined {
  if (!serial) return 'needs a serial language: the profile has no part "serial"';
  if (!answerNames[serial.language].test(source.answer)) return `is no answer of ${serial.language}`;
  if (source.bit !== undefined && source.bit >= widths[source.type]) return `has no bit ${source.bit}`;
  if (source.bit !== undefined && source.type.startsWith('s')) return 'has a sign and so no single bits';
  return undefined;
}
