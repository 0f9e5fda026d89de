import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SLUG } from '../account/slug.js';
import { draft } from '../ui/draft.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';

/*
 * Name, state, short names and domains of an organisation, with the record that proves each domain.
 */
const all = organisationTexts(language);
const texts = all.overview;
const escaped = encodeURIComponent;

class Overview extends Section {
  static properties = { organisation: { attribute: false } };

  /** How often the form was stored: nothing else writes its field anew. */
  #renames = 0;

  /** The page has read it. */
  async read() {}

  render() {
    const { state, since, suspension, deletionAt } = this.organisation;
    const mayChange = signedIn.may('manage-organisation');
    return html`<h2 tabindex="-1">${all.sections.overview}</h2>
      <dl class="facts">
        <div><dt>${texts.state}</dt><dd>${all.states[state] ?? state}</dd></div>
        <div><dt>${texts.since}</dt><dd>${dateOf(since)}</dd></div>
        ${suspension ? html`<div class="all"><dt>${texts.suspension}</dt><dd dir="auto">${suspension}</dd></div>` : nothing}
        ${deletionAt ? html`<div><dt>${texts.deletionAt}</dt><dd>${dateOf(deletionAt)}</dd></div>` : nothing}
      </dl>
      ${mayChange ? this.#rename() : nothing} ${this.#slugs(mayChange)} ${this.#domains(mayChange)}`;
  }

  #rename() {
    return html`<form @submit=${this.forms.submitting('rename', (input) => this.#renamed(input))} data-testid="rename">
      <label class="broadest">${texts.name}<input name="name" required maxlength="100" autocomplete="off" .value=${draft(this.#renames, this.organisation.name)} /></label>
      <button data-testid="rename-now">${texts.rename}</button> ${this.forms.refusal('rename')}
    </form>`;
  }

  #slugs(mayChange) {
    const { slugs } = this.organisation;
    return html`<h3 id="slugs" tabindex="-1">${texts.slugs}</h3><p class="soft">${texts.slugsAbout}</p>
      <ul class="cards" data-testid="slugs">${slugs.map((slug) => html`<li class="row"><span class="grow"><code>${slug}</code></span>
        ${mayChange && slugs.length > 1 ? this.asking(`slug-${slug}`, { words: texts.release(slug), sure: texts.releaseSure(slug), yes: texts.release(slug) }, () => this.#release(slug)) : nothing}</li>`)}</ul>
      ${mayChange
        ? html`<form @submit=${this.forms.submitting('slug', ({ slug }, form) => this.#take(slug, form))} data-testid="add-slug">
            <div class="field"><label>${texts.slug}<input name="slug" required minlength="3" maxlength="40" pattern=${SLUG} autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="slug-hint" /></label>
              <span class="soft" id="slug-hint">${texts.slugHint}</span></div>
            <button>${texts.addSlug}</button> ${this.forms.refusal('slug')}
          </form>`
        : nothing}`;
  }

  #domains(mayChange) {
    const { domains } = this.organisation;
    return html`<h3 id="domains" tabindex="-1">${texts.domains}</h3>
      ${domains.length === 0 ? html`<p>${texts.noDomains}</p>` : repeat(domains, ({ domain }) => domain, (each) => this.#domain(each, mayChange))}
      ${mayChange
        ? html`<form @submit=${this.forms.submitting('domain', ({ domain }, form) => this.#claim(domain.trim(), form))} data-testid="add-domain">
            <div class="field"><label>${texts.domain}<input name="domain" required maxlength="253" autocomplete="off" spellcheck="false" autocapitalize="off" inputmode="url" aria-describedby="domain-hint" /></label>
              <span class="soft" id="domain-hint">${texts.domainHint}</span></div>
            <button>${texts.addDomain}</button> ${this.forms.refusal('domain')}
          </form>`
        : nothing}`;
  }

  #domain({ domain, record, verifiedAt }, mayChange) {
    const check = `check-${domain}`;
    return html`<article data-domain=${domain}>
      <h4><bdi>${domain}</bdi> <span class="badge ${verifiedAt ? 'valid' : 'expired'}">${verifiedAt ? texts.verified : texts.unverified}</span></h4>
      ${verifiedAt || !mayChange
        ? nothing
        : html`<p>${texts.record}</p>
            <dl class="facts">${this.copyable(texts.recordName, record.name)} ${this.copyable(texts.recordText, record.text)}</dl>
            <p><button class="primary" aria-label=${texts.checkOf(domain)} data-testid="check" @click=${this.forms.doing(check, () => this.#check(domain))}>${texts.check}</button></p>
            ${this.forms.refusal(check)}`}
      ${mayChange ? this.asking(`domain-${domain}`, { words: texts.removeOf(domain), sure: texts.removeSure(domain), yes: texts.removeOf(domain) }, () => this.#remove(domain)) : nothing}
    </article>`;
  }

  async #renamed({ name }) {
    await this.api.patch('/organisation', { name: name.trim() });
    await this.page.readOrganisation();
    // not before the new name is here, which is written into the field
    this.#renames += 1;
    await this.done(texts.renamed);
  }

  async #take(slug, form) {
    await this.api.put(`/organisation/slugs/${escaped(slug)}`);
    form.reset();
    await this.#changed(texts.taken(slug), '#slugs');
  }

  async #release(slug) {
    await this.api.remove(`/organisation/slugs/${escaped(slug)}`);
    await this.#changed(texts.released(slug), '#slugs');
  }

  async #claim(domain, form) {
    await this.api.put(`/organisation/domains/${escaped(domain)}`);
    form.reset();
    await this.#changed(texts.added(domain), '#domains');
  }

  async #check(domain) {
    await this.api.post(`/organisation/domains/${escaped(domain)}/verification`);
    await this.#changed(texts.proved(domain), '#domains');
  }

  async #remove(domain) {
    await this.api.remove(`/organisation/domains/${escaped(domain)}`);
    await this.#changed(texts.removed(domain), '#domains');
  }

  async #changed(words, focused) {
    await this.page.readOrganisation();
    await this.done(words, focused);
  }
}

customElements.define('parley-organisation-overview', Overview);
