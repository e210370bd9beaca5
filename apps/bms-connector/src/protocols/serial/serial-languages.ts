import type { SerialLanguageName } from '@trackingbms/device-profiles';
import { dalyA5 } from './languages/daly-a5.js';
import { dalyD2 } from './languages/daly-d2.js';
import { jbd } from './languages/jbd.js';
import { jkNw } from './languages/jk-nw.js';
import { yd1363 } from './languages/yd1363.js';
import type { SerialLanguage } from './serial-language.js';

/** Every serial language that this connector speaks. */
export const serialLanguages: Readonly<Record<SerialLanguageName, SerialLanguage>> = {
  jbd,
  'daly-a5': dalyA5,
  'daly-d2': dalyD2,
  'jk-nw': jkNw,
  yd1363,
};
