import { runService, ServiceSettings } from '@trackingbms/service-kit';
import { FleetModule } from './fleet.module.js';
import { fleetProblem } from './problems/fleet-problem.js';

await runService({ name: 'fleet', settings: ServiceSettings, module: FleetModule, problems: [fleetProblem] });
