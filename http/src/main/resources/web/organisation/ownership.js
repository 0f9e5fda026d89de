import { html, nothing } from 'lit';
import { focusOn, Mistake } from '../ui/forms.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';

/*
 * The ownership of an organisation is offered to a member; and the end of the organisation, which its name must be typed for.
 */
const texts = organisationTexts(language).ownership;
const OFFER = '/organisation/ownership-offer';

class Ownership extends Section {
  static properties = { organisation: { attribute: false }, people: { state: true } };

  /** Those to whom it can be offered: the first ones of a large organisation. */
  async read() {
    this.people = signedIn.may('view-people') ? await this.#others() : [];
  }

  async #others() {
    return (await this.api.get('/organisation/people?limit=200')).people.filter(({ id }) => id !== signedIn.now.person.id);
  }

  render() {
    return html`<h2 id="ownership" tabindex="-1">${texts.ownership}</h2>
      ${this.#mine()}
      ${signedIn.may('transfer-ownership') ? this.#offering() : nothing}
      <h2 id="end" tabindex="-1">${texts.end}</h2>
      ${this.organisation.state === 'deleting' ? this.#ending() : html`<p>${texts.endAbout}</p>${signedIn.may('delete-organisation') ? this.#deletion() : nothing}`}`;
  }

  /** An offer that is made to the reader. */
  #mine() {
    const { ownershipOffer: offer } = this.organisation;
    if (offer?.to !== signedIn.now.person.id) return nothing;
    return html`<div class="secret" data-testid="my-offer"><p>${texts.mine(dateOf(offer.expiresAt))}</p>
      <div class="row"><button class="primary" data-testid="accept" @click=${this.forms.doing('mine', () => this.#answer('acceptance', texts.accepted))}>${texts.accept}</button>
        <button data-testid="refuse" @click=${this.forms.doing('mine', () => this.#answer('refusal', texts.refused))}>${texts.refuse}</button></div>
      ${this.forms.refusal('mine')}</div>`;
  }

  #offering() {
    if (!this.people) return this.looking();
    const { ownershipOffer: offer } = this.organisation;
    if (offer) {
      const name = this.people.find(({ id }) => id === offer.to)?.name ?? offer.to;
      return html`<p data-testid="offer">${texts.open(name, dateOf(offer.expiresAt))}</p>
        <p><button data-testid="withdraw" @click=${this.forms.doing('withdraw', () => this.#withdraw())}>${texts.withdraw}</button></p>${this.forms.refusal('withdraw')}`;
    }
    if (this.people.length === 0) return html`<p>${texts.about}</p><p>${texts.nobody}</p>`;
    return html`<p>${texts.about}</p>
      <form @submit=${this.forms.submitting('offer', ({ person }) => this.#offer(person))} data-testid="offer-form">
        <label class="broadest">${texts.to}<select name="person" required>${this.people.map(({ id, name, email }) => html`<option value=${id}>${name}, ${email}</option>`)}</select></label>
        <button data-testid="offer-now">${texts.offer}</button> ${this.forms.refusal('offer')}
      </form>`;
  }

  #deletion() {
    return html`<form @submit=${this.forms.submitting('delete', (input) => this.#delete(input))} data-testid="delete-form">
      <label class="broadest">${texts.type(this.organisation.name)}<input name="typed" required maxlength="100" autocomplete="off" spellcheck="false" /></label>
      <button data-testid="delete">${texts.remove}</button> ${this.forms.refusal('delete')}
    </form>`;
  }

  #ending() {
    return html`<p class="bad" data-testid="ending">${texts.asked(dateOf(this.organisation.deletionAt))}</p>
      ${signedIn.may('delete-organisation') ? html`<p><button class="primary" data-testid="keep-organisation" @click=${this.forms.doing('keep', () => this.#keep())}>${texts.cancel}</button></p>${this.forms.refusal('keep')}` : nothing}`;
  }

  async #offer(person) {
    const { name } = this.people.find(({ id }) => id === person);
    await this.api.put(OFFER, { person, language });
    await this.#changed(texts.offered(name), '#ownership');
  }

  async #withdraw() {
    await this.api.remove(OFFER);
    await this.#changed(texts.withdrawn, '#ownership');
  }

  /** The roles are other ones afterwards. */
  async #answer(answer, words) {
    await this.api.post(`${OFFER}/${answer}`);
    await signedIn.renew();
    await this.#changed(words, '#ownership');
  }

  async #delete({ typed }) {
    if (typed.trim() !== this.organisation.name) throw new Mistake(texts.mismatch, 'typed');
    await this.api.post('/organisation/deletion');
    await signedIn.renew();
    await this.#changed(texts.asked(dateOf((await this.#now()).deletionAt)), '#end');
  }

  async #keep() {
    await this.api.remove('/organisation/deletion');
    await signedIn.renew();
    await this.#changed(texts.kept, '#end');
  }

  async #now() {
    await this.page.readOrganisation();
    return this.page.organisation;
  }

  async #changed(words, focused) {
    await this.#now();
    this.page.tell(words);
    await this.refresh();
    await focusOn(this, focused);
  }
}

customElements.define('parley-organisation-ownership', Ownership);
