import { IsIn } from 'class-validator';
import type { DatabaseAccess } from '@trackingbms/tenants';

export class DataSourceQuery {
  @IsIn(['owner', 'reader']) access!: DatabaseAccess;
}
