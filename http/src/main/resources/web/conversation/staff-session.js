import { ApiFailure, SessionApi } from '../session/session-api.js';
import { SessionClient } from '../session/session-client.js';
import { applyForStaff } from './staff-view.js';

const UNAUTHORIZED = 401;

/** The token of people of the company does not expire: one that is refused cannot be renewed. */
class StaffApi extends SessionApi {
  async renew() {
    throw new ApiFailure(UNAUTHORIZED, {});
  }
}

/** In place of `SessionStore`: one session, of which nothing is kept beyond this page. */
class OneSession {
  #session;

  constructor(id, token) {
    this.#session = { id, token, renewAt: Infinity };
  }

  session() {
    return this.#session;
  }

  outbox() {
    return [];
  }

  isOurs() {
    return false;
  }

  keepOutbox() {}

  prepareStart() {}

  forgetSession() {}
}

/** Follows a session with the token of people of the company; messages are a human agent's. */
export function staffSession(id, token) {
  return new SessionClient({ api: new StaffApi(), store: new OneSession(id, token), fold: applyForStaff });
}
