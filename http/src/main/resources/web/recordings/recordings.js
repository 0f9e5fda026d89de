import { html, nothing } from 'lit';
import { conversationOf } from '../conversation/link.js';
import '../ui/page-language.js';
import { newestSessions, whose } from '../ui/session-facts.js';
import { OPERATOR_TOKEN, STAFF_TOKEN, StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import './call-list.js';
import { answersIn, isGrowing, recordedCalls } from './recorded-calls.js';
import { recordingsTexts } from './recordings-texts.js';

/*
 * Recordings of a session's calls, for people of the company: `?session=` names it. While one is being recorded, the list
 * follows it.
 */
const FOLLOW_MS = 3000;
const NEWEST = 20;
const NOT_FOUND = 404;

const texts = recordingsTexts(language);
document.title = texts.title;

const escaped = encodeURIComponent;

class Recordings extends StaffPage {
  static properties = { newest: { state: true }, about: { state: true }, calls: { state: true }, unread: { state: true } };

  #session = new URLSearchParams(location.search).get('session') ?? '';
  #answers = [];
  #seq = 0;
  #timer = 0;
  #again = () => this.#read(this.api);

  constructor() {
    super(texts, '/v1', [STAFF_TOKEN, OPERATOR_TOKEN]);
    this.newest = [];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  /** A session that is not there refuses nobody: another may be. */
  async opened(api) {
    this.newest = (await api.get(`/sessions?limit=${NEWEST}`)).sessions;
    if (this.#session) await this.watched(() => this.#read(api));
  }

  page() {
    return html`
      <form @submit=${this.submitting((input) => this.#look(input.session.trim()))}>
        <label class="broadest">${texts.session}<input name="session" required maxlength="64" autocomplete="off" spellcheck="false" .value=${this.#session} data-testid="session" /></label>
        <button class="primary" data-testid="look">${texts.look}</button>
      </form>
      ${this.calls ? this.#found() : this.#list()}
    `;
  }

  #list() {
    return newestSessions(this.newest, texts, (id) => html`<button class="link" @click=${this.doing(() => this.#look(id))}>${id}</button>`);
  }

  #found() {
    return html`
      ${this.about ? html`${whose(this.about, texts)} <p>${conversationOf(this.#session, language)}</p>` : nothing}
      ${this.unread ? html`<p class="bad" data-testid="unread">${texts.unread}</p>` : nothing}
      <h2 tabindex="-1">${texts.calls}</h2>
      ${this.calls.length === 0 ? html`<p data-testid="none">${texts.none}</p>` : html`<p class="soft">${texts.sides}</p>`}
      <parley-recorded-calls .page=${this} .session=${this.#session} .again=${this.#again} .calls=${this.calls}></parley-recorded-calls>
    `;
  }

  async #look(session) {
    this.#forget();
    this.#session = session;
    const address = new URL(location.href);
    address.searchParams.set('session', session);
    history.replaceState(history.state, '', address);
    await this.#read(this.api);
    await this.updateComplete;
    // the list is gone, and the focus with it
    if (document.activeElement === document.body) this.querySelector('h2')?.focus();
  }

  /** Nothing of one session stays when another is looked at. */
  #forget() {
    clearTimeout(this.#timer);
    this.#answers = [];
    this.#seq = 0;
    this.about = undefined;
    this.calls = undefined;
    this.unread = false;
  }

  async #read(api) {
    const session = this.#session;
    const path = `/sessions/${escaped(session)}`;
    const after = this.#seq;
    const { recordings } = await api.get(`${path}/recordings`);
    const known = await this.#known(api, path, after);
    // another one is looked at meanwhile, or another look was quicker
    if (session !== this.#session || after !== this.#seq) return;
    this.unread = known === undefined;
    if (known) {
      this.about = known.about;
      this.#answers = [...this.#answers, ...known.answers];
      this.#seq = known.about.seq;
    }
    this.calls = recordedCalls(recordings, this.#answers, Date.now());
    clearTimeout(this.#timer);
    if (isGrowing(this.calls)) this.#followLater();
  }

  /** The facts of the session itself; undefined of a damaged one, whose recordings can be heard all the same. */
  async #known(api, path, after) {
    try {
      const about = await api.get(path);
      return { about, answers: await answersIn(api, path, after, about.seq) };
    } catch (refused) {
      if (refused.status === NOT_FOUND) throw refused;
      return undefined;
    }
  }

  #followLater() {
    this.#timer = setTimeout(() => this.#follow(), FOLLOW_MS);
  }

  /** Goes on after a failure, too. */
  async #follow() {
    this.#followLater();
    if (document.hidden) return;
    await this.watched(async () => {
      await this.#read(this.api);
      if (this.told.words[0] === texts.failed) this.tell([]);
    });
  }

  reason(refused) {
    return refused.status === NOT_FOUND ? texts.unknown : super.reason(refused);
  }
}

customElements.define('parley-recordings', Recordings);
