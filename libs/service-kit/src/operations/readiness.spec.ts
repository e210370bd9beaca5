import { describe, expect, it } from '@jest/globals';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  it('is ready while it serves and every probe works', async () => {
    const readiness = new Readiness();
    let kafka: Promise<void> = Promise.resolve();
    readiness.register({ name: 'kafka', check: () => kafka });
    expect((await readiness.report()).ready).toBe(false);
    readiness.setServing(true);
    expect(await readiness.report()).toEqual({ ready: true, probes: [{ name: 'kafka', ready: true }] });
    kafka = Promise.reject(new Error('10.0.0.1 refused'));
    expect(await readiness.report()).toEqual({ ready: false, probes: [{ name: 'kafka', ready: false }] });
  });

  it('counts a probe that throws as one that does not work', async () => {
    const readiness = new Readiness();
    readiness.setServing(true);
    readiness.register({
      name: 'broken',
      check: () => {
        throw new Error('at once');
      },
    });
    expect((await readiness.report()).ready).toBe(false);
  });
});
