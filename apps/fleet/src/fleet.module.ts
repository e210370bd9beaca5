import { Module } from '@nestjs/common';
import { BatteriesController } from './batteries/batteries.controller.js';
import { BatteryTypesController } from './battery-types/battery-types.controller.js';
import { FleetCommands } from './commands/fleet-commands.js';
import { DeviceCredentialsController } from './device-credentials/device-credentials.controller.js';
import { DeviceProfilesController } from './device-profiles/device-profiles.controller.js';
import { ProfileCatalogue } from './device-profiles/profile-catalogue.js';
import { FleetConnections } from './fleet-connections.js';
import { FleetLifecycle } from './fleet-lifecycle.js';
import { databaseProviders, publishingProviders, upkeepProviders } from './fleet-providers.js';
import { LocationsController } from './locations/locations.controller.js';
import { SiteConnectorsController } from './site-connectors/site-connectors.controller.js';
import { FollowTenants } from './tenants/follow-tenants.js';
import { TenantRoster } from './tenants/tenant-roster.js';

@Module({
  controllers: [
    BatteriesController,
    BatteryTypesController,
    DeviceCredentialsController,
    DeviceProfilesController,
    LocationsController,
    SiteConnectorsController,
  ],
  providers: [
    ...databaseProviders,
    ...publishingProviders,
    ...upkeepProviders,
    TenantRoster,
    { provide: ProfileCatalogue, useFactory: () => ProfileCatalogue.load() },
    FleetCommands,
    FollowTenants,
    FleetConnections,
    FleetLifecycle,
  ],
})
export class FleetModule {}
