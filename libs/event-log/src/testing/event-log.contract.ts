import { describe } from '@jest/globals';
import { ContractCase, type EventLogSetUp } from './contract-case.js';
import { groupsContract } from './groups.contract.js';
import { readersContract } from './readers.contract.js';
import { sharesContract } from './shares.contract.js';

/** What every event log promises to those who publish and read. */
export function eventLogContract(name: string, setUp: EventLogSetUp): void {
  describe(`${name} as an event log`, () => {
    const the = new ContractCase(setUp);
    groupsContract(the);
    readersContract(the);
    sharesContract(the);
  });
}
