import { evolve, unregistered, type Client } from '../client.js';
import type { ClientCommand } from '../client-command.js';
import type { ClientEvent } from '../client-event.js';
import { decide } from '../decide-client.js';
import { ClientRefusal } from '../tenants.errors.js';

export const clientAfter = (events: readonly ClientEvent[]): Client => events.reduce(evolve, unregistered);

/** given(history).when(command) answers the events it decides, or the code of the refusal. */
export const given = (...history: ClientEvent[]) => ({
  when: (command: ClientCommand): ClientEvent[] | string => {
    try {
      return decide(command, clientAfter(history));
    } catch (error) {
      if (error instanceof ClientRefusal) return error.code;
      throw error;
    }
  },
});
