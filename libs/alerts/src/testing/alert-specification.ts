import { evolveAlert, quietAlert, type Alert, type AlertEvent } from '../alert.js';
import { AlertRefusal } from '../alerts.errors.js';
import { decideAlert, type AlertCommand } from '../decide-alert.js';

/** Given what happened in a stream, when a command comes: what is decided, or the code of the refusal. */
export const givenAlert = (...history: AlertEvent[]) => ({
  when: (command: AlertCommand): readonly AlertEvent[] | string => {
    const alert = history.reduce<Alert>(evolveAlert, quietAlert);
    try {
      return decideAlert(command, alert);
    } catch (error) {
      if (error instanceof AlertRefusal) return error.code;
      throw error;
    }
  },
});
