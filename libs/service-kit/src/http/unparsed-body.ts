import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes, ApiExtension } from '@nestjs/swagger';

/** What a handler that reads its body itself takes. */
export interface UnparsedBodyRule {
  /** Media types; `*` leaves it to the handler. */
  readonly types: readonly string[];
  /** Bytes as sent. The handler keeps to it; the gateway reads it in the OpenAPI document. */
  readonly largest: number;
}

export const unparsedBodyKey = 'trackingbms:unparsed-body';

/**
 * The handler reads the body itself, from the stream `request.body`, once the caller has been let in; no body, no
 * stream. Types beside JSON must be ones that no form of a foreign page can send.
 */
export function UnparsedBody(rule: UnparsedBodyRule): MethodDecorator {
  const documented = rule.types.includes('*')
    ? []
    : [ApiConsumes(...rule.types), ApiExtension('x-unparsed-body', rule)];
  return applyDecorators(SetMetadata(unparsedBodyKey, rule), ...documented);
}
