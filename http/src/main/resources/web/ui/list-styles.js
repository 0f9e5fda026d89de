import { css } from 'lit';

export const listStyles = css`
  :host {
    position: relative;
    display: block;
    min-height: 0;
  }
  .scroll {
    /* Unseen parts are placed in it, and do not lengthen the page. */
    position: relative;
    height: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    outline-offset: -3px;
  }
  /* The same on both sides, so that the column stands exactly above the composer. */
  @media (min-width: 50rem) {
    .scroll {
      scrollbar-gutter: stable both-edges;
    }
  }
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 1.375rem;
    max-width: var(--column);
    min-height: 100%;
    margin-inline: auto;
    padding: 1.5rem var(--gutter) 1rem;
  }
  .column.empty {
    align-content: end;
    padding-block-end: clamp(1rem, 6vh, 3.5rem);
  }
  .greeting h2 {
    margin: 0;
    font: 400 clamp(2rem, 1.4rem + 3vw, 3.25rem) / 1.1 var(--serif);
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  @media (max-height: 40rem), (max-width: 22rem) {
    .greeting h2 {
      font-size: 1.75rem;
    }
  }
  .greeting p {
    max-width: 34rem;
    margin: 1rem 0 2rem;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .greeting ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .greeting button {
    text-align: start;
    border-color: var(--line);
    border-radius: 1.375rem;
  }
  .greeting button:hover {
    border-color: var(--accent-ink);
    background: var(--accent-soft);
  }
  @media (min-width: 48rem) and (min-height: 40rem) {
    .column.empty {
      align-content: center;
    }
  }
  .day {
    margin: 0.5rem 0 1.375rem;
    font-size: 0.8125rem;
    text-align: center;
    color: var(--ink-soft);
  }
  .latest {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline-start: 50%;
    translate: -50%;
    border-radius: 1.375rem;
    font-size: 0.9375rem;
    box-shadow: var(--shadow);
  }
  .loading {
    margin: 0 auto;
    font-size: 0.9375rem;
    color: var(--ink-soft);
    /* Shown only when it takes long enough to be noticed. */
    animation: appear 200ms 400ms both;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
