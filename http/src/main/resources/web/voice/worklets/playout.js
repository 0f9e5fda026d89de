import { Resampler } from '../resampler.js';

const START_WITH_S = 0.08;
const MOST_S = 0.5;
const FADE_S = 0.008;

/**
 * Plays what comes over the network in pieces, at `rate`. It begins with 80 ms in hand, or when those have passed for a
 * shorter piece; runs dry into silence; and skips ahead when half a second has gathered, to keep the delay
 * short. `forget` fades out within a few milliseconds.
 */
class Playout extends AudioWorkletProcessor {
  #resampler;
  #pieces = [];
  #offset = 0;
  #held = 0;
  #playing = false;
  #waited = 0;

  constructor({ processorOptions: { rate } }) {
    super();
    this.#resampler = new Resampler(rate, sampleRate);
    this.port.onmessage = ({ data }) => (data === 'forget' ? this.#forget() : this.#add(data));
  }

  process(_, [output]) {
    const out = output[0];
    if (!this.#playing && this.#held > 0) {
      this.#waited += out.length;
      this.#playing = Math.max(this.#held, this.#waited) >= START_WITH_S * sampleRate;
    }
    if (!this.#playing) return true;
    this.#take(out);
    if (this.#held === 0) this.#rest();
    return true;
  }

  #add(sound) {
    const piece = this.#resampler.push(sound);
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#held += piece.length;
    if (this.#held > MOST_S * sampleRate) this.#drop(this.#held - START_WITH_S * sampleRate);
  }

  /** Fills `out` as far as there is something; the rest stays silence. */
  #take(out) {
    for (let filled = 0; filled < out.length && this.#held > 0; ) {
      const [piece] = this.#pieces;
      const part = piece.subarray(this.#offset, this.#offset + out.length - filled);
      out.set(part, filled);
      filled += part.length;
      this.#drop(part.length);
    }
  }

  #drop(count) {
    this.#held -= count = Math.min(this.#held, Math.floor(count));
    for (this.#offset += count; this.#pieces.length > 0 && this.#offset >= this.#pieces[0].length; )
      this.#offset -= this.#pieces.shift().length;
  }

  #forget() {
    const tail = new Float32Array(this.#playing ? Math.min(this.#held, Math.ceil(FADE_S * sampleRate)) : 0);
    this.#take(tail);
    this.#pieces = tail.length > 0 ? [tail.map((sample, i) => sample * (1 - i / tail.length))] : [];
    this.#offset = 0;
    this.#held = tail.length;
  }

  #rest() {
    this.#playing = false;
    this.#waited = 0;
  }
}

registerProcessor('parley-playout', Playout);
