import { ApiFailure, SessionApi } from '../session/session-api.js';
import { SessionClient } from '../session/session-client.js';
import { applyForStaff } from './staff-view.js';

const UNAUTHORIZED = 401;

/** A person who is signed in gets another token in place of one that has ended; a token that was typed is the only one. */
class StaffApi extends SessionApi {
  #sender;

  constructor(sender) {
    super();
    this.#sender = sender;
  }

  async renew({ id }) {
    const token = await this.#sender.another().catch(({ status = 0 }) => {
      throw new ApiFailure(status, {});
    });
    if (token === null) throw new ApiFailure(UNAUTHORIZED, {});
    return { id, token, renewAt: Infinity };
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

  keepRenewed(session) {
    this.#session = session;
  }

  prepareStart() {}

  forgetSession() {}
}

/**
 * Follows a session as people of the company; messages are a human agent's.
 *
 * @param {{another: () => Promise<string | null>}} sender as `Api` has it
 * @param {string} token of the sender, valid now
 */
export function staffSession(id, sender, token) {
  return new SessionClient({ api: new StaffApi(sender), store: new OneSession(id, token), fold: applyForStaff });
}
