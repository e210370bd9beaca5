import type { HttpInstance } from './create-http-adapter.js';

/**
 * Takes JSON bodies and no others, so that no form of a foreign page can call a route. A body that is announced but
 * empty counts as none: many clients announce one with every POST. Keys that reach for a prototype are refused.
 */
export function acceptJsonOnly(instance: HttpInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parse(request, String(body), done);
  });
}
