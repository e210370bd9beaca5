import { countTests } from './count-tests.js';

describe('counting tests', () => {
  it('sums what several suites say of themselves', () => {
    const output = [
      'Tests:       12 passed, 12 total',
      'noise',
      'Tests:       1 failed, 1 skipped, 3 passed, 5 total',
      '',
    ].join('\n');
    expect(countTests(output)).toEqual({ passed: 15, failed: 1 });
  });

  it('reads the line through the prefix of a task runner', () => {
    expect(countTests('telemetry:test: Tests:       7 passed, 7 total\n')).toEqual({ passed: 7, failed: 0 });
  });

  it('counts nothing where no suite ran', () => {
    expect(countTests('Test Suites: 2 passed, 2 total\n')).toEqual({ passed: 0, failed: 0 });
  });
});
