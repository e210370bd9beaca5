import { templateOf } from '@trackingbms/tenants';
import type { StepWork } from '../step-work.js';

export const enableModules = (): StepWork => ({
  step: 'modules',
  run: ({ industry }) => Promise.resolve([{ type: 'ChangeModules', modules: templateOf(industry).modules }]),
});
