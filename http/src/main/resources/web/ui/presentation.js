import { SessionApi } from '../session/session-api.js';
import { openStorage, read, write } from '../session/storage.js';
import { texts } from './texts.js';

const KNOWN = 'parley.agent.';
const DEFAULT = 'default';
/** How long an opening page waits for the agent's presentation before it shows its own texts. */
const PATIENCE_MS = 1_200;

/**
 * The agent's presentation, from the server. The one of the last visit is shown at once, so that a
 * page without a network has it too; the page's own texts replace an unknown one. A reactive
 * controller of Lit.
 */
export class Presentation {
  /** Whether loading is over: before, the page does not show its greeting. */
  settled = false;
  #host;
  #agent = null;
  #api;
  #ofOrganisation = false;
  #storage = openStorage('localStorage');

  constructor(host, api = new SessionApi()) {
    this.#host = host;
    this.#api = api;
    host.addController(this);
  }

  /**
   * @param {string} [id] of the agent; absent: the default agent
   * @param {string} [organisation] the short name of the one whose agent it is
   */
  async load(id = DEFAULT, organisation = undefined) {
    this.#ofOrganisation = Boolean(organisation);
    if (organisation) this.#api = new SessionApi('', organisation);
    const key = KNOWN + (organisation ? `${id}@${organisation}` : id);
    this.#is(read(this.#storage, key));
    await this.#loaded(
      () => this.#api.agent(id),
      (agent) => (agent === null ? this.#storage.removeItem(key) : write(this.#storage, key, agent)),
    );
  }

  /**
   * Of an organisation's agent, of which nothing is kept: the installation's may have the same id.
   *
   * @param {() => Promise<string | undefined>} token of somebody of the organisation
   */
  async loadOwn(id, token) {
    await this.#loaded(
      async () => this.#api.agent(id, await token()),
      () => {},
    );
  }

  /** @param keep takes the agent, or null where there is none any more */
  async #loaded(ask, keep) {
    const tooLong = setTimeout(() => this.#settle(), PATIENCE_MS);
    try {
      const agent = await ask();
      keep(agent);
      this.#is(agent);
    } catch (failure) {
      // Removed on the server. Without a network the last known one stays.
      if (!failure.passing) {
        keep(null);
        this.#is(null);
      }
    }
    clearTimeout(tooLong);
    this.#settle();
  }

  get company() {
    return textOr(this.#agent?.company, undefined);
  }

  get theme() {
    return this.#agent?.theme;
  }

  /**
   * The texts above an empty conversation: `{title, greeting, suggestions, lang}`. An agent that does not speak the
   * page's language speaks its own, and `lang` says which.
   */
  greeting(language) {
    const known = this.#agent?.texts ?? {};
    const lang = [language, ...Object.keys(known)].find((code) => known[code]?.title);
    if (lang === undefined) {
      // The page's own speak of orders and returns; another organisation may be no shop.
      const { greeting, suggestions } = this.#ofOrganisation ? { greeting: '', suggestions: [] } : texts;
      return { title: texts.greetingTitle, greeting, suggestions, lang: language };
    }
    const { title, greeting, suggestions } = known[lang];
    return { title, greeting: textOr(greeting, ''), suggestions: suggestions ?? [], lang };
  }

  #settle() {
    this.settled = true;
    this.#host.requestUpdate();
  }

  #is(agent) {
    if (agent === null && this.#agent === null) return;
    this.#agent = agent;
    if (agent !== null) this.settled = true;
    this.#host.requestUpdate();
  }
}

function textOr(value, otherwise) {
  return typeof value === 'string' && value.trim() !== '' ? value : otherwise;
}
