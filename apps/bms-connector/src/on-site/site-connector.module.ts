import { Module } from '@nestjs/common';
import { ConnectorMetrics } from '../connector-metrics.js';
import { ConnectorObservers } from '../connector-observers.js';
import { SiteConnector } from './site-connector.js';
import { SiteMetrics } from './site-metrics.js';
import { SiteObservers } from './site-observers.js';

@Module({ providers: [ConnectorMetrics, ConnectorObservers, SiteMetrics, SiteObservers, SiteConnector] })
export class SiteConnectorModule {}
