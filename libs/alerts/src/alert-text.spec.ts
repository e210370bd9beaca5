import { describe, expect, it } from '@jest/globals';
import { alertCodes, type AlertCode } from './alert-codes.js';
import { alertText } from './alert-text.js';

const codes = Object.keys(alertCodes) as AlertCode[];
const languages = ['en', 'fr'] as const;
const nbsp = '\u00a0';

describe('the text of an alert', () => {
  it.each(codes.flatMap((code) => languages.map((language) => [code, language] as const)))(
    'exists for %s in %s, with nothing left to fill in',
    (code, language) => {
      const { title, message } = alertText(code, { value: 12, threshold: 10, faultCodes: ['E1'] }, language);
      expect(title.length).toBeLessThanOrEqual(255);
      expect(title).not.toBe('');
      expect(message).not.toMatch(/[{}]|undefined|null/);
      expect(message).toMatch(/\.$/);
    },
  );

  it('shows values with unit and the decimal sign of the language', () => {
    const values = { value: 61.25, threshold: 60 };
    expect(alertText('TEMPERATURE_HIGH', values, 'en').message).toContain(
      `61.25${nbsp}°C; the limit is 60${nbsp}°C`,
    );
    expect(alertText('TEMPERATURE_HIGH', values, 'fr').message).toContain(
      `61,25${nbsp}°C ; la limite est 60${nbsp}°C`,
    );
    expect(alertText('SOC_LOW', { value: 19.5, threshold: 20 }, 'en').message).toContain('19.5%, below 20%');
    expect(alertText('SOC_LOW', { value: 19.5, threshold: 20 }, 'fr').message).toContain(
      `19,5${nbsp}%, sous 20${nbsp}%`,
    );
    expect(alertText('PACK_VOLTAGE_HIGH', { value: 58.40049, threshold: 58.4 }, 'en').message).toContain(
      `58.4${nbsp}V;`,
    );
    expect(alertText('CHARGE_CURRENT_HIGH', { value: 51, threshold: 50 }, 'fr').message).toContain(
      `51${nbsp}A`,
    );
  });

  it.each([
    [119, `119${nbsp}s`, `119${nbsp}s`],
    [120, `2${nbsp}min`, `2${nbsp}min`],
    [7_199, `120${nbsp}min`, `120${nbsp}min`],
    [7_200, `2${nbsp}h`, `2${nbsp}h`],
    [172_800, `2${nbsp}d`, `2${nbsp}j`],
  ])('shows %d seconds as %s', (value, english, french) => {
    const values = { value, threshold: null };
    expect(alertText('COMMUNICATION_LOST', values, 'en').message).toContain(english);
    expect(alertText('COMMUNICATION_LOST', values, 'fr').message).toContain(french);
  });

  it('names the fault codes, and says what is not known', () => {
    const none = { value: null, threshold: null };
    expect(alertText('BMS_FAULT', { ...none, faultCodes: ['OV', 'SHORT'] }, 'en').message).toContain(
      'reports: OV, SHORT.',
    );
    for (const faultCodes of [undefined, null, []]) {
      expect(alertText('BMS_FAULT', { ...none, faultCodes }, 'fr').message).toContain('signale : inconnu.');
    }
    expect(alertText('COMMUNICATION_LOST', none, 'en').message).toContain('last one: unknown.');
  });
});
