import { Module } from '@nestjs/common';
import { Connector } from './connector.js';
import { ConnectorMetrics } from './connector-metrics.js';

@Module({ providers: [ConnectorMetrics, Connector] })
export class BmsConnectorModule {}
