import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { problemMediaType } from '../problems/problem-document.js';
import { statusText } from '../problems/status-texts.js';

export class ProblemPart {
  @ApiProperty({ description: 'JSON pointer to the wrong part', example: '/limits/maxVoltage' })
  pointer!: string;
  @ApiProperty({ example: 'IS_INT' }) code!: string;
  @ApiProperty() detail!: string;
}

/** The body of every answer that says no (RFC 9457). */
export class Problem {
  @ApiProperty({ example: 'urn:trackingbms:problem:request.invalid' }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ example: 400 }) status!: number;
  @ApiProperty({ description: 'In French or English, as Accept-Language asks' }) detail!: string;
  @ApiProperty({ description: 'Stable: programs compare this one', example: 'REQUEST.INVALID' })
  code!: string;
  @ApiProperty({ description: 'Name it when you report the problem' }) correlationId!: string;
  @ApiProperty({ type: [ProblemPart], required: false }) errors?: ProblemPart[];
}

/** Documents the statuses with which a route says no. */
export function ApiProblems(...statuses: readonly number[]): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(Problem),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: statusText(status).title.en,
        content: { [problemMediaType]: { schema: { $ref: getSchemaPath(Problem) } } },
      }),
    ),
  );
}
