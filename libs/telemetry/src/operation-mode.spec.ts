import { describe, expect, it } from '@jest/globals';
import { operationModeOf } from './operation-mode.js';

describe('the mode of a device that states none', () => {
  it.each([
    ['fault codes', { faultCodes: ['CELL_OVER_VOLTAGE'], packCurrent: 10 }, 'fault'],
    ['a current above the dead band', { faultCodes: [], packCurrent: 0.101 }, 'charging'],
    ['a current below the dead band', { packCurrent: -0.101 }, 'discharging'],
    ['charging while a cell is balanced', { packCurrent: 5, balancingActive: true }, 'charging'],
    ['balancing at rest', { packCurrent: 0.1, balancingActive: true }, 'balancing'],
    ['a current inside the dead band', { packCurrent: -0.1, balancingActive: false }, 'idle'],
    ['nothing known', {}, 'idle'],
    ['an unknown current', { packCurrent: null, faultCodes: null }, 'idle'],
  ] as const)('for %s', (_, measured, mode) => {
    expect(operationModeOf(measured)).toBe(mode);
  });

  it('follows the dead band that is given', () => {
    expect(operationModeOf({ packCurrent: 0.9 }, 1)).toBe('idle');
    expect(operationModeOf({ packCurrent: -1.1 }, 1)).toBe('discharging');
  });
});
