import { css } from 'lit';

/** Styles shared by all parts of the page; the colours and fonts are custom properties from styles.css. */
export const shared = css`
  :host {
    box-sizing: border-box;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    border-radius: 0.5rem;
    min-height: 2.75rem;
    padding: 0.375rem 1rem;
    border: 1px solid var(--edge);
    background: var(--surface);
    transition: background-color 120ms, border-color 120ms;
  }
  button:hover {
    background: var(--hover);
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent-ink);
    color: var(--on-accent);
  }
  button.primary:hover {
    background: var(--accent-strong);
  }
  button.quiet {
    background: none;
    border-color: transparent;
  }
  button.quiet:hover {
    background: var(--hover);
  }
  button:disabled,
  button.primary[aria-disabled='true'] {
    cursor: default;
    color: var(--ink-soft);
    background: var(--hover);
    border-color: transparent;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
