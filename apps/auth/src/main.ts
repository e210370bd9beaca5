import { runService } from '@trackingbms/service-kit';
import { AuthModule } from './auth.module.js';
import { AuthSettings } from './auth-settings.js';

await runService({ name: 'auth', module: AuthModule.with(), settings: AuthSettings });
