import { newId } from './ids.js';

const ANSWER_WITHIN_MS = 8_000;
const UNAUTHORISED = 401;

/**
 * A rating on its way: over the line while there is one, else over HTTP, under one id until it is answered. A rating that was
 * not stored stays with its author, who may send it again.
 *
 * @typedef {object} Ways
 * @property {(frame: object) => boolean} send whether the frame was handed to a line that is live
 * @property {(rating: object) => Promise<void>} post over HTTP; fails with an ApiFailure
 * @property {() => Promise<boolean>} renew whether there is a fresh token now
 * @property {(rating: object) => void} onStored
 * @property {() => void} onChange
 */
export class Rating {
  /** `none`, `sending`, or `failed` with a problem in `problem` when the server gave one. */
  state = 'none';
  problem = undefined;
  #ways;
  #rating = null;
  #deadline;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
  }

  /** @param {number} score from 1 to 5; @param {string} comment may be empty */
  rate(score, comment) {
    if (this.state === 'sending') return;
    const again = this.#rating?.score === score && (this.#rating.comment ?? '') === comment;
    // The same words once more are the same rating: it may have been stored without an acknowledgement.
    if (!again) this.#rating = { id: newId(), score, ...(comment === '' ? {} : { comment }) };
    this.#is('sending');
    if (this.#ways.send({ type: 'rate', ...this.#rating })) {
      this.#deadline = setTimeout(() => this.#post(), ANSWER_WITHIN_MS);
    } else this.#post();
  }

  /** The socket acknowledged or showed the command of this id. */
  stored(id) {
    if (this.#isOnItsWay(id)) this.#done();
  }

  /** The socket refused the command of this id; returns whether that was ours. */
  refused(id, problem) {
    if (!this.#isOnItsWay(id)) return false;
    // After a server error it is unknown whether it was stored: ask over HTTP.
    if (problem.status >= 500) this.#post();
    else this.#failed(problem);
    return true;
  }

  /** There is no line any more. */
  lineLost() {
    if (this.#deadline !== undefined) this.#post();
  }

  clear() {
    this.#rating = null;
    this.#is('none');
  }

  async #post() {
    this.#stopWaiting();
    const rating = this.#rating;
    try {
      await this.#ways.post(rating).catch(async (failure) => {
        if (failure.status !== UNAUTHORISED || !(await this.#ways.renew())) throw failure;
        await this.#ways.post(rating);
      });
      if (this.#isOnItsWay(rating.id)) this.#done();
    } catch (failure) {
      if (this.#isOnItsWay(rating.id)) this.#failed(failure.status ? failure.problem : undefined);
    }
  }

  #isOnItsWay(id) {
    return this.state === 'sending' && this.#rating?.id === id;
  }

  #done() {
    const rating = this.#rating;
    this.clear();
    this.#ways.onStored(rating);
  }

  #failed(problem) {
    this.#is('failed', problem);
  }

  #is(state, problem) {
    this.#stopWaiting();
    this.state = state;
    this.problem = problem;
    this.#ways.onChange();
  }

  #stopWaiting() {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }
}
