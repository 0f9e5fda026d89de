import { css } from 'lit';

/** Side by side on a broad page; on a narrow one, and inside another page, a sheet that unfolds. */
const folded = css`
  .options {
    display: inline-grid;
  }
  .choices {
    margin: 0;
    position: absolute;
    inset-block-start: calc(100% - 0.375rem);
    inset-inline-end: max(0.5rem, calc((100% - var(--column)) / 2 + var(--gutter) - 0.75rem));
    z-index: 2;
    display: none;
    flex-direction: column;
    gap: 0.125rem;
    min-width: min(17rem, calc(100vw - 1rem));
    padding: 0.5rem;
    border: 1px solid var(--line);
    border-radius: 0.875rem;
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .choices.unfolded {
    display: flex;
  }
  .choices .choice {
    width: 100%;
    justify-content: start;
    gap: 0.75rem;
    padding: 0.375rem 0.75rem;
    text-align: start;
    color: var(--ink);
  }
  .choices .word {
    flex: 1;
    position: static;
    width: auto;
    height: auto;
    margin: 0;
    clip-path: none;
    white-space: normal;
  }
  .choices .icon {
    color: var(--ink-soft);
  }
  .choices select {
    flex: none;
  }
  .switch {
    display: block;
  }
`;

export const headerStyles = css`
  :host {
    display: block;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    max-width: var(--column);
    min-height: 4.25rem;
    margin-inline: auto;
    padding: 0.375rem var(--gutter);
  }
  .mark {
    flex: none;
    display: grid;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    margin-inline-end: 0.625rem;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
    font: 400 1.25rem/1 var(--serif);
  }
  h1 {
    flex: 1;
    display: grid;
    min-width: 0;
    margin: 0;
    line-height: 1.25;
  }
  .company {
    overflow: hidden;
    font: 400 1.3125rem/1.2 var(--serif);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .service {
    font-size: 0.8125rem;
    font-weight: 400;
    color: var(--ink-soft);
  }
  .picture {
    display: inline-grid;
    flex: none;
    place-items: center;
    width: 2.75rem;
    padding: 0;
    color: var(--ink-soft);
  }
  /* Pictures end where the text beneath them does. */
  .bar > .picture:last-child,
  .bar > .picture:nth-last-child(2),
  .bar > .choices:last-child,
  .bar > .end:last-child {
    margin-inline-end: -0.75rem;
  }
  .options {
    display: none;
  }
  .choices {
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }
  .choice {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 0.5rem;
    border-radius: 0.625rem;
    padding: 0.375rem 0.75rem;
    font-size: 0.9375rem;
    color: var(--ink-soft);
  }
  .choices .word {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .language {
    padding-inline: 0.5rem 0;
  }
  .icon {
    flex: none;
  }
  .end .icon {
    display: none;
  }
  .choices .end .icon {
    display: block;
  }
  select {
    min-height: 2.75rem;
    padding: 0 0.25rem;
    border: 1px solid transparent;
    border-radius: 0.625rem;
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  select:hover {
    background: var(--hover);
  }
  option {
    background: var(--surface);
    color: var(--ink);
  }
  [aria-pressed='true'] .icon {
    color: var(--accent-ink);
  }
  .switch {
    display: none;
    flex: none;
    width: 2.25rem;
    height: 1.25rem;
    padding: 0.1875rem;
    border: 1px solid var(--edge);
    border-radius: 1rem;
    background: var(--hover);
  }
  .switch::before {
    content: '';
    display: block;
    width: 0.75rem;
    height: 0.75rem;
    border-radius: 50%;
    background: var(--edge);
    transition: translate 120ms;
  }
  [aria-pressed='true'] .switch {
    border-color: var(--accent-ink);
    background: var(--accent);
  }
  [aria-pressed='true'] .switch::before {
    translate: 0.9375rem;
    background: var(--on-accent);
  }
  @media (forced-colors: active) {
    .mark {
      border: 1px solid CanvasText;
    }
    .switch::before,
    [aria-pressed='true'] .switch::before {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
  @media (max-width: 44rem) {
    ${folded}
  }
  @media (max-width: 26rem) {
    .mark {
      width: 2.25rem;
      height: 2.25rem;
      margin-inline-end: 0.375rem;
    }
    .company {
      font-size: 1.125rem;
    }
    .bar > .end {
      padding-inline: 0.5rem;
      margin-inline-end: -0.5rem;
      font-size: 0.875rem;
    }
  }
  /* Little height, as on a phone held sideways or at a great zoom: the conversation comes first. */
  @media (max-height: 26rem) {
    .bar {
      min-height: 3rem;
      padding-block: 0;
    }
    .service {
      display: none;
    }
  }
  .compact {
    min-height: 3.5rem;
    & .mark {
      width: 2.125rem;
      height: 2.125rem;
      font-size: 1.0625rem;
    }
    & .company {
      font: 600 1rem/1.25 var(--sans);
      letter-spacing: 0;
    }
    ${folded}
  }
`;
