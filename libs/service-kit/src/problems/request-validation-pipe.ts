import { ValidationPipe } from '@nestjs/common';
import { validationProblem } from './validation-problem.js';

/** Turns what was sent into the declared class, or refuses it: an unknown field is an error, never ignored. */
export function requestValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    stopAtFirstError: false,
    validationError: { target: true, value: false },
    exceptionFactory: validationProblem,
  });
}
