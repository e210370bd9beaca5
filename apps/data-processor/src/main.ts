import { runService } from '@trackingbms/service-kit';
import { DataProcessorSettings } from './data-processor-settings.js';
import { dataProcessorOptions } from './service-options.js';

await runService({ ...dataProcessorOptions, settings: DataProcessorSettings });
