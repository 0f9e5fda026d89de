import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { authorOf, memberNames } from './authors.js';
import { modelFacts } from './model-facts.js';
import { modelsTexts } from './models-texts.js';
import { Section } from './section.js';

/*
 * The versions of a model, the newest first: who stored each, and when.
 */
const texts = modelsTexts(language).models;

class ModelVersions extends Section {
  static properties = { model: {}, newest: { type: Number }, currency: {}, versions: { state: true }, names: { state: true } };

  updated(changed) {
    // the first one is read by the section itself
    if (changed.get('newest') !== undefined) this.refresh();
  }

  async read() {
    const [{ versions }, names] = await Promise.all([this.api.get(`/organisation/models/${encodeURIComponent(this.model)}/versions`), memberNames(this.api)]);
    this.names = names;
    this.versions = versions;
  }

  render() {
    if (!this.versions) return this.looking();
    return html`<ul class="cards" aria-label=${texts.versionsOf(this.model)} data-testid="model-versions">${repeat(this.versions, ({ version }) => version, (each) => this.#version(each))}</ul>`;
  }

  #version(each) {
    const { version, by, at } = each;
    return html`<li data-version=${version}><b>${texts.version(version)}</b> <span class="soft">${dateOf(at)} <bdi>${texts.by(authorOf(by, this.names, texts.program))}</bdi></span>
      <dl class="facts">${modelFacts(each, this.currency)}</dl></li>`;
  }
}

customElements.define('parley-model-versions', ModelVersions);
