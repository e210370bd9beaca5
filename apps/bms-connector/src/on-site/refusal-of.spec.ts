import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './refusal-of.js';

const answer = (problem: unknown, type = 'application/problem+json; charset=utf-8') => ({
  status: 422,
  headers: new Headers({ 'content-type': type }),
  text: typeof problem === 'string' ? problem : JSON.stringify(problem),
});
const errors = [
  { pointer: '/1', code: 'NOT_OF_THIS_SITE' },
  { pointer: '/4/data/readings/0/timestamp', code: 'TIME_IMPOSSIBLE' },
];
const code = 'SITE.EVENTS_REFUSED';

describe('what the platform says of single events', () => {
  it('is their places with the reasons', () => {
    expect(refusalOf(answer({ code, errors }), 5)).toEqual(
      new Map([
        [1, 'NOT_OF_THIS_SITE'],
        [4, 'TIME_IMPOSSIBLE'],
      ]),
    );
  });

  it.each([
    ['another code', { code: 'REQUEST.INVALID', errors }],
    ['no places', { code }],
    ['places that are none', { code, errors: [{ pointer: '/x' }, { pointer: '/7' }, {}] }],
    ['places in something that is no list', { code, errors: { pointer: '/1' } }],
    ['null', 'null'],
    ['something that is no JSON', '<html>'],
  ])('drops nothing for %s', (_, problem) => {
    expect(refusalOf(answer(problem), 5)).toBeUndefined();
  });

  it('counts only as a problem document: a page of something in between says the same in vain', () => {
    expect(refusalOf(answer({ code, errors }, 'text/html'), 5)).toBeUndefined();
  });

  it('lets one event go that alone is too large', () => {
    const problem = { code: 'BODY.TOO_LARGE' };
    expect(refusalOf(answer(problem), 1)).toEqual(new Map([[0, 'BODY.TOO_LARGE']]));
    expect(refusalOf(answer(problem), 2)).toBeUndefined();
  });
});
