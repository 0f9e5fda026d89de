import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr);
    height: 100dvh;
    background: var(--paper);
    color: var(--ink);
  }
  :host([embedded]) {
    height: 100%;
  }
  [hidden] {
    display: none !important;
  }
  header {
    position: relative;
    z-index: 1;
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
  /* Little height, as in a small frame, on a phone held sideways or at a great zoom: the conversation comes first. */
  @media (max-height: 32rem) {
    .footnote {
      display: none;
    }
  }
`;
