import { getMetadataStorage, type ValidationError } from 'class-validator';
import { constraintText } from './constraint-texts.js';
import { type ProblemDetail, ProblemError } from './problem-error.js';
import { statusText } from './status-texts.js';

/** Every wrong field of a request in one answer. What was sent is not repeated. */
export function validationProblem(errors: readonly ValidationError[]): ProblemError {
  const { code, detail } = statusText(400);
  return new ProblemError(code, 400, detail, { errors: errors.flatMap((error) => detailsOf(error, '')) });
}

function detailsOf(error: ValidationError, parent: string): ProblemDetail[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.keys(error.constraints ?? {}).map((rule) => ({
    pointer,
    code: codeOf(rule),
    detail: constraintText(rule, argumentsOf(error, rule)),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => detailsOf(child, pointer))];
}

function codeOf(rule: string): string {
  if (rule === 'whitelistValidation') return 'UNKNOWN_FIELD';
  return rule.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase();
}

function argumentsOf({ target, property }: ValidationError, rule: string): readonly unknown[] {
  if (!target) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  const found = rules.find(({ propertyName, name }) => propertyName === property && name === rule);
  return (found?.constraints as readonly unknown[] | undefined) ?? [];
}
