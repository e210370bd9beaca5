export { clientAfter, given } from './client-specification.js';
export {
  archived,
  everyStepDone,
  inService,
  registered,
  registerSample,
  registrationSample,
  suspended,
} from './client-samples.js';
