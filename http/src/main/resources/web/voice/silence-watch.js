/**
 * Longer than any pause of a line through which something comes at least every 500 ms, with one lost. Not a multiple of
 * the time between two looks, so that it is always the same look that finds it.
 */
const SILENT_AFTER_MS = 1_100;
const LOOK_EVERY_MS = 200;

/** Tells that a line is dead, long before the browser does: nothing comes through it. */
export class SilenceWatch {
  silent = false;
  #changed;
  #lastAt = 0;
  #looking;

  /** @param {() => void} changed is called when `silent` has changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {() => void | Promise<void>} look is called before each judgement */
  start(look = () => {}) {
    this.came();
    this.#looking = setInterval(async () => {
      await look();
      if (this.#looking !== undefined) this.#judge();
    }, LOOK_EVERY_MS);
  }

  /** Something came. */
  came() {
    this.#lastAt = performance.now();
  }

  stop() {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #judge() {
    const silent = performance.now() - this.#lastAt > SILENT_AFTER_MS;
    if (silent === this.silent) return;
    this.silent = silent;
    this.#changed();
  }
}
