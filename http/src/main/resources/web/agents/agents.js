import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { focusOn, Mistake } from '../ui/forms.js';
import { PersonPage } from '../ui/person-page.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { agentsTexts } from './agents-texts.js';
import './editor.js';

/*
 * The page of an organisation's agents: the list, and one of them at `#agent/` and its id.
 */
const texts = agentsTexts(language);
document.title = texts.title;

const ONE = '#agent/';
/** As the server has it. */
const ID = '[a-z0-9\\-]{1,64}';
const FORM = new RegExp(`^${ID}$`);
const RESERVED = 'default';
const idOf = ({ id }) => id;

class AgentsPage extends PersonPage {
  static properties = { agents: { state: true }, agent: { state: true } };

  constructor() {
    super(texts.title);
    this.agents = [];
    /** The id of the one that is open; empty for the list. */
    this.agent = '';
  }

  async opened() {
    if (!signedIn.now.organisation) return;
    await this.#read();
    this.agent = wanted();
  }

  async #read() {
    this.agents = (await this.api.get('/agents')).agents;
  }

  page() {
    if (!signedIn.now.organisation) return html`<p>${texts.none}</p><p><a href="/account?lang=${language}">${texts.toAccount}</a></p>`;
    if (this.agent) return keyed(this.agent, html`<parley-agent-editor .page=${this} agent=${this.agent} .left=${(words) => this.#leave(words)}></parley-agent-editor>`);
    return html`<p>${texts.about}</p>
      ${this.agents.length === 0 ? html`<p>${texts.noAgents}</p>` : nothing}
      <ul class="cards" data-testid="agents">${repeat(this.agents, idOf, line)}</ul>
      ${signedIn.may('configure') ? this.#adding() : nothing}`;
  }

  /** Histories and lists of tabs name the agent. */
  updated(changed) {
    super.updated(changed);
    document.title = this.agent ? `${this.agent}: ${texts.title}` : texts.title;
  }

  #adding() {
    return html`<h2>${texts.add}</h2>
      <form @submit=${this.forms.submitting('add', ({ id }) => this.#add(id))} data-testid="new-agent">
        <div class="field"><label>${texts.id}<input name="id" required maxlength="64" pattern=${ID} autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="id-hint" data-testid="agent-id" /></label>
          <span class="soft" id="id-hint">${texts.idHint}</span></div>
        <button data-testid="write-agent">${texts.create}</button> ${this.forms.refusal('add')}
      </form>`;
  }

  #add(id) {
    if (id === RESERVED) throw new Mistake(texts.reserved, 'id');
    if (this.agents.some((each) => each.id === id)) throw new Mistake(texts.idTaken, 'id');
    location.hash = ONE + id;
  }

  async #leave(words) {
    // the change of the address says nothing itself
    history.replaceState(history.state, '', location.pathname + location.search);
    await this.turned();
    this.tell(words);
  }

  async turned() {
    this.tell('');
    this.agent = wanted();
    if (!this.agent) await this.watched(() => this.#read());
    await this.updateComplete;
    const editor = this.querySelector('parley-agent-editor');
    await editor?.updateComplete;
    await focusOn(editor ?? this, editor ? 'h2' : 'h1');
  }
}

function line({ id, version, own, default: isDefault, company, languages }) {
  return html`<li class="row" data-agent=${id}>
    <span class="grow"><a href="${ONE}${id}" aria-label=${texts.open(id)}><bdi>${id}</bdi></a>
      <span class="badge ${own ? 'valid' : ''}">${own ? texts.own : texts.installation}</span>${isDefault ? html` <span class="badge">${texts.byDefault}</span>` : nothing}
      <span class="soft"><bdi>${company}</bdi>, ${texts.version(version)}, ${languages.join(', ')}</span></span>
  </li>`;
}

/** The id in the page's address; empty without one, and for one of another form, which would be another address of the API. */
function wanted() {
  const id = location.hash.startsWith(ONE) ? location.hash.slice(ONE.length) : '';
  return FORM.test(id) ? id : '';
}

customElements.define('parley-agents', AgentsPage);
