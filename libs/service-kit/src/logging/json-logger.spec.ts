import { describe, expect, it } from '@jest/globals';
import { withCorrelationId } from '../http/correlation.js';
import { JsonLogger } from './json-logger.js';

function logged(write: (logger: JsonLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(JsonLogger.for('fleet', 'info', { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('JsonLogger', () => {
  it('writes one object a line with service, level, context and correlation id', () => {
    const [line] = logged((logger) => withCorrelationId('c-1', () => logger.log('started', 'Module')));
    expect(line).toMatchObject({
      service: 'fleet',
      level: 'info',
      msg: 'started',
      context: 'Module',
      correlationId: 'c-1',
    });
  });

  it('masks secrets wherever they stand', () => {
    const secret = { password: 'hush', refreshToken: 'hush', authorization: 'hush' };
    const text = JSON.stringify(
      logged((logger) => {
        logger.log(secret);
        logger.log({ request: secret });
        logger.log({ request: { headers: secret } });
        logger.warn({ request: { body: { user: secret } } });
      }),
    );
    expect(text).not.toContain('hush');
  });

  it('writes an error with its stack, and nothing below its level', () => {
    const lines = logged((logger) => {
      logger.debug('quiet');
      logger.error(new Error('broken'));
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'error', msg: 'broken', err: { type: 'Error' } });
  });
});
