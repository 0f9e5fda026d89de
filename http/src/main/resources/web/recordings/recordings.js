import { html, nothing } from 'lit';
import { StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { recordingsTexts } from './recordings-texts.js';

/*
 * Recordings of a session's calls, for people of the company: `?session=` names it. Sound is fetched with the token, as
 * a player cannot send one, and stays in this tab.
 */
const texts = recordingsTexts(language);
const escaped = encodeURIComponent;
const time = (text) => new Date(text).toLocaleString(language);

class Recordings extends StaffPage {
  static properties = { recordings: { state: true }, sounds: { state: true } };

  #session = new URLSearchParams(location.search).get('session') ?? '';

  constructor() {
    super(texts, '/v1');
    this.sounds = {};
  }

  async opened(api) {
    if (!this.#session) return;
    this.recordings = (await api.get(`/sessions/${escaped(this.#session)}/recordings`)).recordings;
  }

  page() {
    return html`
      <form @submit=${this.submitting((input) => this.#look(input.session.trim()))}>
        <label>${texts.session}<input name="session" required maxlength="64" .value=${this.#session} data-testid="session" /></label>
        <button class="primary" data-testid="look">${texts.look}</button>
      </form>
      ${this.recordings?.length === 0 ? html`<p data-testid="none">${texts.none}</p>` : nothing}
      ${this.recordings?.map((recording) => this.#recording(recording))}
    `;
  }

  #recording({ id, began, complete, millis, gaps }) {
    const sound = this.sounds[id];
    return html`<article data-recording=${id}>
      <h3>${texts.began(time(began))}</h3>
      <p>${texts.length(Math.round(millis / 1000))} ${complete ? nothing : texts.going}</p>
      ${gaps.map(({ from, to }) => html`<p data-testid="gap">${texts.gap(time(from), time(to))}</p>`)}
      ${sound
        ? html`<audio controls src=${sound} data-testid="player"></audio>
            <p><a href=${sound} download=${`${id}.ogg`} data-testid="save">${texts.save}</a></p>`
        : html`<button type="button" data-testid="listen" @click=${this.doing(() => this.#fetch(id))}>${texts.listen}</button>`}
    </article>`;
  }

  async #look(session) {
    for (const sound of Object.values(this.sounds)) URL.revokeObjectURL(sound);
    this.sounds = {};
    this.#session = session;
    await this.opened(this.api);
  }

  async #fetch(id) {
    const sound = await this.api.download(`/sessions/${escaped(this.#session)}/recordings/${escaped(id)}`);
    this.sounds = { ...this.sounds, [id]: URL.createObjectURL(sound) };
  }
}

customElements.define('parley-recordings', Recordings);
