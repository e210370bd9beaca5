import { answerLine } from './text-mode.js';

const tree = { t_s: 7, Meas: { rPackVoltage_V: 13.21, rCellVoltages_V: [3.3, 3.31], Sub: { x: 1 } } };

describe('a node of the text mode', () => {
  it.each([
    ['?Meas/rPackVoltage_V', ':85 13.21'],
    ['?Meas', ':85 {"rPackVoltage_V":13.21,"rCellVoltages_V":[3.3,3.31],"Sub":null}'],
    ['?Meas ["rPackVoltage_V","rNone"]', ':85 [13.21,null]'],
    ['? null', ':85 ["t_s","Meas"]'],
    ['?Meas/', ':85 ["rPackVoltage_V","rCellVoltages_V","Sub"]'],
    ['?Nothing', ':A4'],
    ['=Input {"wChgEnable":false}', ':A3'],
    ['rubbish', ':A0'],
  ])('answers %s with %s', (request, answer) => {
    expect(answerLine(request, tree, '0.6')).toBe(answer);
  });

  it('says its status in words in version 0.5', () => {
    expect(answerLine('?t_s', tree, '0.5')).toBe(':85 Content. 7');
    expect(answerLine('?x', tree, '0.5')).toBe(':A4 Not Found.');
  });
});
