import { DefaultNamingStrategy } from 'typeorm';

/** Property `cellVoltageMin` is column `cell_voltage_min`; table names are written out in each entity. */
export class SnakeCaseNames extends DefaultNamingStrategy {
  override columnName(property: string, customName: string | undefined): string {
    return customName ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
