import 'reflect-metadata';
import { IsIn, IsInt, IsString, Max, Min, MinLength } from 'class-validator';
import type { DatabaseCoordinates, DatabaseEngine } from '@trackingbms/tenants';

/** What tenant-manager answers about a tenant's database; holds a password. */
export class DataSourceAnswer implements DatabaseCoordinates {
  @IsInt() @Min(1) tenantId!: number;
  @IsIn(['mariadb', 'mysql']) engine!: DatabaseEngine;
  @IsString() @MinLength(1) host!: string;
  @IsInt() @Min(1) @Max(65_535) port!: number;
  @IsString() @MinLength(1) database!: string;
  @IsString() @MinLength(1) username!: string;
  @IsString() @MinLength(1) password!: string;
  @IsInt() @Min(0) schemaVersion!: number;
}
