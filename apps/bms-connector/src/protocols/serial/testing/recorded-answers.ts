import { decodeReading } from '../../../device-profiles/decode-reading.js';
import {
  type AnswerSource,
  type DeviceProfile,
  type FieldSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import { DeviceFailure } from '../../device-failure.errors.js';
import type { RawValue } from '../../raw-value.js';
import { answerValue } from '../answer-values.js';
import { ResyncFramer } from '../resync-framer.js';
import type { Ask } from '../serial-language.js';
import { serialLanguages } from '../serial-languages.js';

/** The reading that comes of a line on which, whatever is asked, these bytes are heard. */
export async function readingFrom(profile: DeviceProfile, heard: readonly Buffer[], unitId?: number) {
  const { serial } = profile;
  if (!serial) throw new Error('no serial profile');
  const language = serialLanguages[serial.language];
  const ask: Ask = async (_, accept) => {
    const frames = new ResyncFramer(language.shape).push(Buffer.concat(heard));
    for (const frame of frames) {
      const answer = accept(frame);
      if (answer !== undefined) return answer;
    }
    throw new DeviceFailure('timeout', 'not in what was recorded');
  };
  const sources = sourcesOf(profile).filter((source): source is AnswerSource => 'answer' in source);
  const wanted = new Set(sources.map(({ answer }) => answer));
  const answers = await language.read({ wanted, ask, setting: serial, unitId });
  const raw = new Map<FieldSource, RawValue>();
  for (const source of sources) {
    const value = answerValue(source, answers);
    if (value !== undefined) raw.set(source, value);
  }
  return decodeReading(profile, raw);
}
