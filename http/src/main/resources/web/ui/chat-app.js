import { LitElement, html, nothing } from 'lit';
import { openTurn, wordsOf } from '../session/conversation.js';
import { SessionClient } from '../session/session-client.js';
import { Announcer } from './announcer.js';
import { chatStyles } from './chat-styles.js';
import './composer.js';
import './connection-state.js';
import './end-dialog.js';
import './message-list.js';
import { followPage } from './page-events.js';
import { shared } from './shared-styles.js';
import { texts } from './texts.js';

/** The chat: a shop's name, the conversation, and the place to write. `<parley-chat shop="…">` */
export class ChatApp extends LitElement {
  static properties = { shop: {} };

  #client = new SessionClient();
  #announcer = new Announcer(this);
  #unfollow;
  #wasOver = false;
  #focusIsLost = false;

  constructor() {
    super();
    this.shop = '';
    this.#client.addEventListener('change', () => this.requestUpdate());
    this.#client.addEventListener('news', ({ detail }) => this.#announcer.hear(detail));
    this.#client.addEventListener('returned', ({ detail }) => this.#returned(detail));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#unfollow = followPage(this.#client);
    this.#client.resume();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow();
    this.#client.rest();
  }

  /** At most one drawing a frame: a reply's deltas and a long history come faster than anybody can see. */
  async scheduleUpdate() {
    if (this.hasUpdated && !document.hidden) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  render() {
    const { connection, conversation, over, saying } = this.#client;
    const open = !over && (conversation.entries.length > 0 || saying.length > 0);
    return html`
      <header>
        <div class="bar">
          <h1><span class="shop">${this.shop}</span> <span class="service">${texts.service}</span></h1>
          ${open
            ? html`<button class="quiet end" data-testid="end" @click=${this.#askToEnd}>${texts.endChat}</button>`
            : nothing}
        </div>
      </header>
      <main>
        <parley-messages
          .conversation=${conversation}
          .saying=${saying}
          ?over=${over}
          @suggest=${({ detail }) => this.#say(detail)}
          @retry=${({ detail }) => this.#say(wordsOf(conversation, detail))}
        ></parley-messages>
        <div class="foot">
          <parley-connection
            ?hidden=${over}
            .connection=${connection}
            @wake=${() => this.#client.wake()}
          ></parley-connection>
          ${over ? this.#farewell(conversation.ended) : nothing}
          <parley-composer
            ?hidden=${over}
            ?answering=${openTurn(conversation) !== undefined}
            @send=${({ detail }) => this.#say(detail)}
            @typing=${() => this.#client.typing()}
            @stop=${() => this.#client.interrupt()}
          ></parley-composer>
          <p class="footnote" ?hidden=${over}>${texts.footnote}</p>
        </div>
      </main>
      <parley-end-dialog @confirmed=${() => this.#client.end()}></parley-end-dialog>
      ${this.#announcer.render()}
    `;
  }

  willUpdate() {
    const over = this.#client.over;
    this.#focusIsLost = over && !this.#wasOver && this.#focusVanishes();
    this.#wasOver = over;
  }

  updated() {
    if (this.#focusIsLost) this.renderRoot.querySelector('.farewell button').focus();
  }

  /** The place to write and the button to end go away with the conversation. */
  #focusVanishes() {
    return this.renderRoot?.activeElement?.matches('parley-composer, .end') ?? false;
  }

  #farewell(ended) {
    const { over } = texts;
    const why = ended ? over[ended.reason] ?? over.ended : over[this.#client.connection.state];
    return html`
      <section class="farewell" data-testid="over" aria-label=${texts.newConversation}>
        <p>${why}</p>
        <button class="primary" data-testid="new-conversation" @click=${this.#startAnew}>
          ${texts.newConversation}
        </button>
      </section>
    `;
  }

  get #composer() {
    return this.renderRoot.querySelector('parley-composer');
  }

  #say(text) {
    this.#client.say(text);
    this.renderRoot.querySelector('parley-messages').toEnd();
    this.#composer.focus();
  }

  #askToEnd() {
    this.renderRoot.querySelector('parley-end-dialog').ask();
  }

  async #startAnew() {
    this.#announcer.clear();
    this.#client.startAnew();
    await this.updateComplete;
    this.#composer.focus();
  }

  #returned({ texts: words, problem }) {
    this.#composer.restore(words, problem);
  }

  static styles = [shared, chatStyles];
}

customElements.define('parley-chat', ChatApp);
