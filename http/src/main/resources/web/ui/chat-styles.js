import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100dvh;
  }
  [hidden] {
    display: none !important;
  }
  header {
    border-block-end: 1px solid var(--line);
  }
  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    max-width: var(--column);
    min-height: 4rem;
    margin-inline: auto;
    padding: 0 var(--gutter);
  }
  .bar button {
    flex: none;
    margin-inline-end: -1rem;
    font-size: 0.9375rem;
    color: var(--ink-soft);
  }
  h1 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.75rem;
    min-width: 0;
    margin: 0;
    line-height: 1.25;
  }
  .shop {
    font: 400 1.375rem/1.25 var(--serif);
    letter-spacing: -0.01em;
  }
  .service {
    font-size: 0.875rem;
    font-weight: 400;
    color: var(--ink-soft);
  }
  main {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    min-height: 0;
  }
  .foot {
    padding-block: 0.25rem max(0.75rem, env(safe-area-inset-bottom));
  }
  .footnote {
    max-width: var(--column);
    margin: 0.5rem auto 0;
    padding: 0 var(--gutter);
    font-size: 0.8125rem;
    line-height: 1.4;
    color: var(--ink-soft);
  }
  .farewell {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem 1.5rem;
    max-width: var(--column);
    margin-inline: auto;
    padding: 1rem var(--gutter) 0.5rem;
  }
  .farewell p {
    margin: 0;
    text-wrap: pretty;
  }
  /* Little height, as on a phone held sideways or at a great zoom: the conversation comes first. */
  @media (max-height: 26rem) {
    .bar {
      min-height: 3rem;
    }
    .footnote {
      display: none;
    }
  }
`;
