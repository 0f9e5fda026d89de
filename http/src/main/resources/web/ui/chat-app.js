import { LitElement, html, nothing } from 'lit';
import { openTurn, wordsOf } from '../session/conversation.js';
import { customerToken } from '../session/customer.js';
import { SessionApi } from '../session/session-api.js';
import { SessionClient } from '../session/session-client.js';
import { OF_TRIAL, SessionStore } from '../session/session-store.js';
import { Announcer } from './announcer.js';
import './chat-header.js';
import { chatStyles } from './chat-styles.js';
import './composer.js';
import './connection-state.js';
import './end-dialog.js';
import './farewell.js';
import './message-list.js';
import { followPage } from './page-events.js';
import { Presentation } from './presentation.js';
import { shared } from './shared-styles.js';
import { Sound } from './sound.js';
import { Speaking, keepChoice, language, preferred, speak, texts } from './texts.js';
import { Theme } from './theme.js';
import { save, transcriptOf } from './transcript.js';
import { Unread, isForCustomer } from './unread.js';
import { Voice } from './voice.js';

/**
 * The chat: a company's name, the conversation, and the place to write.
 *
 *     <parley-chat shop="Scree & Sorrel"></parley-chat>
 *     <parley-chat embedded organisation="acme" agent="support" language="de" accent="#2f6f4f"></parley-chat>
 *
 * Inside another page (`embedded`) it fires `parley-minimise` when the customer minimises it, and takes the
 * attribute `minimised` while it is; `parley-unread` with `{count}` in `detail` tells what was said meanwhile. `identify`
 * and `forget` give it a session of the company's own making, and take it away again.
 */
export class ChatApp extends LitElement {
  static properties = {
    /** The company's name until the agent's presentation is loaded. */
    shop: {},
    agent: {},
    /** The short name of the organisation whose chat it is; absent: that of the address, or the installation's own. */
    organisation: {},
    /** The language of the embedding page (BCP 47), unless another is chosen. */
    language: {},
    /** The company's colour, `#rrggbb`, instead of the agent's. */
    accent: {},
    embedded: { type: Boolean, reflect: true },
    minimised: { type: Boolean, reflect: true },
    /** Held by the page on which an organisation writes its agent: neither the agent nor the session is a customer's. */
    trial: { type: Boolean },
  };

  #client = null;
  #announcer = new Announcer(this);
  #presentation = new Presentation(this);
  #sound = new Sound();
  #speaking = new Speaking(this);
  #theme = new Theme();
  #unread = new Unread(this);
  #voice;
  #unfollow;
  #wasOver = false;
  #endedHere = false;
  #focusIsLost = false;

  constructor() {
    super();
    this.shop = '';
    this.embedded = false;
    this.minimised = false;
    this.trial = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const asked = new URLSearchParams(location.search);
    speak(preferred(asked.get('lang'), this.language));
    if (this.#client === null) {
      const agent = this.agent || (this.embedded ? null : asked.get('agent'));
      this.#begin(agent || undefined, this.organisation || (this.embedded ? undefined : organisationOf(location.pathname)));
    }
    this.#unfollow = followPage(this.#client);
    this.#client.resume();
  }

  /**
   * @param {string} [agent] that answers; absent: the default agent
   * @param {string} [organisation] the short name of the one that it answers for
   */
  #begin(agent, organisation) {
    const wishes = () => ({ agent, language });
    // no agent's id has a dot
    const store = new SessionStore(this.trial ? agent + OF_TRIAL : agent, organisation);
    this.#client = new SessionClient({ api: new SessionApi('', organisation), store, wishes });
    this.#client.addEventListener('change', () => this.requestUpdate());
    this.#client.addEventListener('news', ({ detail }) => this.#hear(detail));
    this.#client.addEventListener('returned', ({ detail }) => this.#returned(detail));
    this.#voice = new Voice(this, this.#client);
    if (this.trial) this.#presentation.loadOwn(agent, customerToken);
    else this.#presentation.load(agent, organisation);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow();
    this.#client.rest();
  }

  /** Opens a session that the company's own backend has started: `{id, token}`. */
  identify(session) {
    this.#client.adopt(session);
  }

  /** Leaves the conversation; the next words begin a new one. */
  forget() {
    this.#client.startAnew();
  }

  /** At most one drawing a frame: a reply's deltas and a long history come faster than the eye can see. */
  async scheduleUpdate() {
    if (this.hasUpdated && !document.hidden) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  willUpdate(changed) {
    const { over } = this.#client;
    this.#focusIsLost = over && !this.#wasOver && this.#focusVanishes();
    this.#wasOver = over;
    if (changed.has('minimised')) this.#unread.look();
    this.lang = language;
    // Around us may be a page of somebody else, in its own language and with its own title.
    if (this.embedded && window.parent === window) return;
    document.documentElement.lang = language;
    this.#unread.entitle([this.#company, texts.service].filter(Boolean).join(': '));
  }

  render() {
    const { connection, conversation, loading, over, saying } = this.#client;
    const empty = conversation.entries.length === 0 && saying.length === 0;
    return html`
      <header>
        <parley-header
          .company=${this.#company}
          ?embedded=${this.embedded}
          ?endable=${!over && !empty}
          ?savable=${!over && !empty}
          ?sound=${this.#sound.on}
          @language=${({ detail }) => this.#speak(detail)}
          @sound=${this.#toggleSound}
          @transcript=${this.#save}
          @end=${() => this.renderRoot.querySelector('parley-end-dialog').ask()}
          @minimise=${this.#minimise}
        ></parley-header>
      </header>
      <main>
        <parley-messages
          .conversation=${conversation}
          .saying=${saying}
          .greeting=${this.#presentation.settled ? this.#presentation.greeting(language) : null}
          ?over=${over}
          ?loading=${loading}
          @suggest=${({ detail }) => this.#say(detail)}
          @decide=${({ detail }) => this.#client.decide(detail.call, detail.decision)}
          @fill=${({ detail }) => this.#client.fill(detail.form, detail.action, detail.content)}
          @retry=${({ detail }) => this.#say(wordsOf(conversation, detail))}
        >
          ${over ? this.#farewell(empty) : nothing}
        </parley-messages>
        <div class="foot">
          <parley-connection
            ?hidden=${over}
            .connection=${connection}
            @wake=${() => this.#client.wake()}
          ></parley-connection>
          ${this.#voice.render()}
          <parley-composer
            ?hidden=${over}
            ?answering=${openTurn(conversation) !== undefined}
            talking=${this.#voice.talking}
            @send=${({ detail }) => this.#say(detail)}
            @typing=${() => this.#client.typing()}
            @stop=${() => this.#client.interrupt()}
            @talk=${this.#talk}
            @ask=${() => this.#voice.ask()}
          ></parley-composer>
          <p class="footnote" ?hidden=${over}>${texts.footnote}</p>
        </div>
      </main>
      <parley-end-dialog @confirmed=${this.#end}></parley-end-dialog>
      ${this.#announcer.render()}
    `;
  }

  updated() {
    this.#theme.wear(this.renderRoot, this.accent ? { accent: this.accent } : this.#presentation.theme);
    if (this.#focusIsLost) this.renderRoot.querySelector('parley-farewell').updateComplete.then(() => this.#toFarewell());
  }

  /** Open controls close with the conversation. */
  #focusVanishes() {
    const focused = this.renderRoot?.activeElement;
    return this.#endedHere || focused?.matches('parley-composer') || focused?.focusVanishes || false;
  }

  #toFarewell() {
    this.renderRoot.querySelector('parley-farewell')?.focus();
  }

  #farewell(empty) {
    const { connection, conversation, elsewhere, rateable, rating } = this.#client;
    return html`
      <parley-farewell
        reason=${conversation.ended?.reason ?? connection.state}
        ?rateable=${rateable}
        ?savable=${!empty}
        ?elsewhere=${elsewhere}
        .rated=${conversation.rated}
        rating=${rating.state}
        .problem=${rating.problem}
        @rate=${({ detail }) => this.#client.rate(detail.score, detail.comment)}
        @transcript=${this.#save}
        @anew=${this.#startAnew}
        @follow=${this.#follow}
      ></parley-farewell>
    `;
  }

  /** Empty rather than another company's name. */
  get #company() {
    return this.#presentation.company ?? (this.#presentation.settled ? this.shop : '');
  }

  get #composer() {
    return this.renderRoot.querySelector('parley-composer');
  }

  #say(text) {
    this.#client.say(text);
    this.renderRoot.querySelector('parley-messages').toEnd();
    this.#composer.focus();
  }

  /** The button that began the call vanishes: the focus goes to what is said. */
  async #talk() {
    this.#voice.start();
    await this.updateComplete;
    (this.#voice.underWay ? this.renderRoot.querySelector('parley-messages') : this.#composer).focus();
  }

  #hear(event) {
    // A screen reader and a tone would talk into a call, in which all of it is said aloud.
    if (!this.#voice.heard) this.#announcer.hear(event);
    if (!isForCustomer(event)) return;
    this.#unread.add();
    if (!this.#voice.heard) this.#sound.play();
  }

  #speak(code) {
    keepChoice(code);
    speak(code);
    // The address would win over the choice when the page is loaded again.
    const address = new URL(location.href);
    if (!address.searchParams.has('lang')) return;
    address.searchParams.set('lang', code);
    history.replaceState(history.state, '', address);
  }

  #end() {
    this.#endedHere = true;
    this.#client.end();
  }

  #toggleSound() {
    this.#sound.toggle();
    this.requestUpdate();
  }

  #save() {
    save(transcriptOf(this.#client.conversation, this.#company));
  }

  #minimise() {
    this.minimised = true;
    this.dispatchEvent(new CustomEvent('parley-minimise', { bubbles: true, composed: true }));
  }

  async #startAnew() {
    this.#endedHere = false;
    this.#announcer.clear();
    this.#client.startAnew();
    await this.updateComplete;
    this.#composer.focus();
  }

  async #follow() {
    this.#endedHere = false;
    this.#announcer.clear();
    this.#client.follow();
    await this.updateComplete;
    this.#composer.focus();
  }

  #returned({ texts: words, problem }) {
    this.#composer.restore(words, problem);
  }

  static styles = [shared, chatStyles];
}

/**
 * The short name in the address of an organisation's page, `/o/acme`. Links may escape its letters, `/o/%61cme`: the page must
 * not take itself for the installation's.
 */
function organisationOf(path) {
  const name = /^\/o\/([^/]+)$/.exec(path)?.[1];
  return name && decodeURIComponent(name);
}

customElements.define('parley-chat', ChatApp);
