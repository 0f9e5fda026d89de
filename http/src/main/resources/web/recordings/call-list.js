import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { duration } from './recorded-calls.js';
import { recordingsTexts } from './recordings-texts.js';

const NOT_FOUND = 404;

const texts = recordingsTexts(language);

const escaped = encodeURIComponent;
const day = (text) => new Date(text).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });
const clock = (text) => new Date(text).toLocaleTimeString(language);

/**
 * Calls of one session, as `recordedCalls` has them, and the players of those that are stored. Sound is fetched with the token,
 * as a player cannot send one, and stays in this tab while the list is there. `page` is the [StaffPage]; `again()` reads the
 * calls again: one of them is not there any more.
 */
class RecordedCalls extends LitElement {
  static properties = { page: { attribute: false }, session: { attribute: false }, calls: { attribute: false }, again: { attribute: false }, sounds: { state: true } };

  constructor() {
    super();
    this.calls = [];
    /** Sound that can be heard, by id of the recording: `{address, millis, failed}`. */
    this.sounds = {};
  }

  /** Nothing that was heard stays. */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const { address } of Object.values(this.sounds)) URL.revokeObjectURL(address);
    this.sounds = {};
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  render() {
    return html`${repeat(this.calls, ({ id }) => id, (call) => this.#call(call))}`;
  }

  #call({ id, began, state, millis, gaps, answer }) {
    const sound = this.sounds[id];
    return html`<article data-recording=${id} data-state=${state}>
      <h3>${texts.began(day(began))}</h3>
      <p class="row"><span class="badge ${state}">${texts.states[state] ?? state}</span>
        ${millis === 0 ? nothing : html`<span data-testid="length"><span class="unseen">${texts.length}: </span>${duration(millis)}</span>`}
        ${answer ? html`<span>${texts.answers[answer] ?? answer}</span>` : nothing}</p>
      ${texts.explained[state] ? html`<p class="soft">${texts.explained[state]}</p>` : nothing}
      ${gaps.length === 0 ? nothing : html`<ul class="gaps">${gaps.map(({ from, to }) => html`<li data-testid="gap">${texts.gap(clock(from), clock(to))}</li>`)}</ul>`}
      ${millis === 0 ? nothing : this.#player({ id, began, millis }, sound)}
    </article>`;
  }

  #player({ id, began, millis }, sound) {
    const load = this.page.doing(() => this.#load(id, millis));
    if (!sound) return html`<button type="button" data-testid="listen" aria-label=${`${texts.listen}: ${texts.began(day(began))}`} @click=${load}>${texts.listen}</button>`;
    const failed = () => (this.sounds = { ...this.sounds, [id]: { ...sound, failed: true } });
    return html`<audio controls autoplay src=${sound.address} aria-label=${texts.player(day(began))} data-testid="player" @error=${failed}></audio>
      ${sound.failed ? html`<p class="bad" role="alert" data-testid="unplayable">${texts.unplayable}</p>` : nothing}
      <p class="row"><a href=${sound.address} download=${`${began.slice(0, 10)}-${id}.ogg`} data-testid="save">${texts.save}</a>
        ${sound.millis < millis ? html`<button type="button" data-testid="again" @click=${load}>${texts.again}</button>` : nothing}</p>`;
  }

  async #load(id, millis) {
    this.page.tell(texts.fetching);
    try {
      const sound = await this.page.api.download(`/sessions/${escaped(this.session)}/recordings/${escaped(id)}`);
      // another session is looked at meanwhile
      if (!this.isConnected) return;
      if (this.sounds[id]) URL.revokeObjectURL(this.sounds[id].address);
      this.sounds = { ...this.sounds, [id]: { address: URL.createObjectURL(sound), millis } };
      this.page.tell([]);
    } catch (refused) {
      if (refused.status !== NOT_FOUND) throw refused;
      await this.again();
      this.page.tell(texts.gone, true);
      return;
    }
    await this.updateComplete;
    // the button is gone, and the focus with it
    this.querySelector(`[data-recording="${CSS.escape(id)}"] audio`)?.focus();
  }
}

customElements.define('parley-recorded-calls', RecordedCalls);
