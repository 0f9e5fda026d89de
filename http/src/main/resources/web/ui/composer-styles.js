import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
  }
  form {
    max-width: var(--column);
    margin-inline: auto;
    padding: 0 var(--gutter);
  }
  .field {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem;
    padding: 0.4375rem;
    border: 1px solid var(--edge);
    border-radius: 1rem;
    background: var(--surface);
  }
  .field:focus-within {
    border-color: var(--focus);
    box-shadow: 0 0 0 1px var(--focus);
  }
  textarea {
    flex: 1 1 8rem;
    min-width: 0;
    min-height: 2.75rem;
    max-height: min(12rem, 30vh);
    padding: 0.5625rem 0.6875rem;
    border: 0;
    border-radius: 0.5rem;
    background: none;
    color: inherit;
    font: inherit;
    line-height: 1.5;
    resize: none;
    field-sizing: content;
    overflow-wrap: anywhere;
  }
  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  /* The frame around it shows the focus. */
  textarea:focus-visible {
    outline: 2px solid transparent;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
    margin-inline-start: auto;
  }
  .buttons button {
    border-radius: 0.625rem;
  }
  .talk {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-height: 2.75rem;
    padding: 0 0.75rem;
    color: var(--accent-ink);
  }
  .talk[aria-disabled='true'] {
    color: var(--edge);
    cursor: help;
  }
  .talk .icon {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
  }
  .stop {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .square {
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 0.125rem;
    background: currentcolor;
    forced-color-adjust: none;
  }
  .refusal {
    margin: 0 0 0.5rem;
    padding: 0.5rem 0.875rem;
    border-inline-start: 3px solid var(--warn);
    background: var(--warn-soft);
    font-size: 0.9375rem;
  }
  .refusal.note {
    border-color: var(--edge);
    background: var(--hover);
  }
  .refusal[hidden] {
    display: none;
  }
  .count {
    margin: 0.25rem 0.5rem 0;
    font-size: 0.8125rem;
    text-align: end;
    font-variant-numeric: tabular-nums;
    color: var(--ink-soft);
  }
  .count:empty {
    display: none;
  }
  .count.over {
    color: var(--warn);
    font-weight: 600;
  }
`;
