import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, ValidateIf } from 'class-validator';

export interface FieldRules {
  /** May be left out; null is refused. */
  readonly optional?: boolean;
  /** May be left out or be null, which clears it. */
  readonly nullable?: boolean;
  readonly description?: string;
}

/** Whether a field has to be there, for validation and in the document. */
export function presence(rules: FieldRules, schema: ApiPropertyOptions): PropertyDecorator[] {
  const { optional = false, nullable = false, description } = rules;
  const document = {
    ...schema,
    description,
    nullable,
    required: !(optional || nullable),
  } as ApiPropertyOptions;
  if (nullable) return [ApiProperty(document), IsOptional()];
  if (optional) return [ApiProperty(document), ValidateIf((_, value) => value !== undefined)];
  return [ApiProperty(document)];
}
