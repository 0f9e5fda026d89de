import { css } from 'lit';

export const ratingStyles = css`
  :host {
    display: block;
  }
  form,
  .thanks {
    padding: 1.125rem 1.25rem;
    border: 1px solid var(--line);
    border-radius: 1rem;
    background: var(--surface);
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .scores {
    display: flex;
    gap: 0.125rem;
    margin: 0.375rem 0 0 -0.375rem;
  }
  .scores label {
    position: relative;
    display: grid;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    border-radius: 0.625rem;
    color: var(--edge);
  }
  .scores label:hover {
    background: var(--hover);
  }
  .scores input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .scores label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: -1px;
  }
  .star {
    fill: none;
  }
  .full {
    color: var(--accent-ink);
  }
  .scores .full {
    color: var(--accent-ink);
  }
  .full .star,
  .star.full .star {
    fill: currentcolor;
  }
  .word {
    min-height: 1.5em;
    margin: 0.125rem 0 0;
    font-size: 0.875rem;
    line-height: 1.5;
    color: var(--ink-soft);
  }
  .addition {
    display: block;
    margin-block-start: 0.75rem;
    font-size: 0.9375rem;
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 4rem;
    max-height: 12rem;
    margin-block-start: 0.375rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: 0.625rem;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 1rem;
    line-height: 1.5;
    resize: vertical;
    field-sizing: content;
    overflow-wrap: anywhere;
  }
  .failure {
    margin: 0.75rem 0 0;
    padding: 0.5rem 0.875rem;
    border-inline-start: 3px solid var(--warn);
    background: var(--warn-soft);
    font-size: 0.9375rem;
  }
  /* Not hidden: what is put in later would not be read aloud. */
  .failure:empty {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }
  .thanks {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.25rem 1rem;
  }
  .thanks p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .thanks .comment {
    grid-column: 1 / -1;
    grid-row: 2;
    color: var(--ink-soft);
    white-space: pre-wrap;
  }
  @media (max-width: 30rem) {
    .thanks button {
      grid-column: 1 / -1;
      justify-self: end;
    }
  }
  .result {
    display: inline-flex;
    align-items: center;
    gap: 0.0625rem;
    font-size: 0.875rem;
    color: var(--ink-soft);
  }
  .result > .star {
    display: inline-flex;
    color: var(--edge);
  }
  .result > .star.full {
    color: var(--accent-ink);
  }
  .result svg {
    width: 1.125rem;
    height: 1.125rem;
  }
  .result > .star:last-of-type {
    margin-inline-end: 0.375rem;
  }
  .thanks button {
    min-height: 2.25rem;
    padding: 0.125rem 0.75rem;
    margin-inline-end: -0.75rem;
    font-size: 0.9375rem;
    color: var(--ink-soft);
  }
`;
