import { LitElement, html, nothing } from 'lit';
import '../recordings/call-list.js';
import { isGrowing, recordedCalls } from '../recordings/recorded-calls.js';
import { recordingsTexts } from '../recordings/recordings-texts.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';

/*
 * The recordings of the session that a page shows, where there are any and its reader may listen to them. While a call is
 * being recorded, the list follows it.
 */
const FOLLOW_MS = 3000;
const UNAUTHORIZED = 401;
/** The reader may not listen, or the session is not there any more. */
const NOTHING = [403, 404];

const texts = recordingsTexts(language);

/** The answers to the question whether a call may be recorded, in a conversation of `staff-view.js`; for the list. */
export function recordingAnswers({ entries }) {
  return entries
    .filter(({ kind, event }) => kind === 'note' && event.kind === 'recording-answered')
    .map(({ at, event }) => ({ at, call: event.call, answer: event.answer }));
}

class SessionRecordings extends LitElement {
  static properties = {
    page: { attribute: false },
    session: { attribute: false },
    // a conversation only gets more of them, and is another one with each piece of a reply
    answers: { attribute: false, hasChanged: (now, before) => now.length !== before?.length },
    recordings: { state: true },
  };

  #timer = 0;
  /** The words of a failure as the page tells it, until the list was read. */
  #failure;
  #isRefused = false;
  #again = () => this.#read();

  constructor() {
    super();
    this.answers = [];
    this.recordings = [];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.#look();
  }

  updated() {
    this.#followLater();
  }

  render() {
    if (this.recordings.length === 0) return nothing;
    const listed = new Set(this.recordings.map(({ id }) => id));
    return html`<h2>${texts.title}</h2>
      <p class="soft">${texts.sides}</p>
      <parley-recorded-calls .page=${this.page} .session=${this.session} .again=${this.#again} .calls=${this.#calls().filter(({ id }) => listed.has(id))}></parley-recorded-calls>`;
  }

  /** Also those of which only the answers know: one of them may be about to be stored. */
  #calls() {
    return recordedCalls(this.recordings, this.answers, Date.now());
  }

  #followLater() {
    clearTimeout(this.#timer);
    const isDue = !this.#isRefused && (this.#failure || isGrowing(this.#calls()));
    if (isDue && this.isConnected) this.#timer = setTimeout(() => this.#follow(), FOLLOW_MS);
  }

  async #follow() {
    if (document.hidden) this.#followLater();
    else await this.#look();
  }

  /** A failure is told until it is over. */
  async #look() {
    try {
      await this.#read();
      if (this.#failure && this.page.told === this.#failure) this.page.tell([]);
      this.#failure = undefined;
    } catch (refused) {
      this.page.tell(this.page.reason(refused), true);
      this.#failure = this.page.told;
    }
    this.#followLater();
  }

  /** After a refusal the list is not asked for again. */
  async #read() {
    try {
      const { recordings } = await this.page.api.get(`/sessions/${encodeURIComponent(this.session)}/recordings`);
      this.recordings = recordings;
    } catch (refused) {
      this.#isRefused = refused.status === UNAUTHORIZED || NOTHING.includes(refused.status);
      if (!NOTHING.includes(refused.status)) throw refused;
      this.recordings = [];
    }
  }
}

customElements.define('parley-session-recordings', SessionRecordings);
