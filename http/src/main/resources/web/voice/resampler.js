/** Zero crossings of the sinc on each side, and how finely it is tabled between two samples. */
const CROSSINGS = 16;
const PHASES = 512;
/** Of the narrower band what is kept; the rest is where the filter falls off. */
const BAND = 0.92;

/**
 * Samples of one rate as samples of another, piece by piece: a sinc under a Hann window, tabled. Pure, and for the audio
 * thread as well.
 */
export class Resampler {
  #step;
  #half;
  #kernel;
  #held;
  #at;

  /** @param {number} from, @param {number} to in Hz */
  constructor(from, to) {
    this.#step = from / to;
    const band = Math.min(1, to / from) * (from === to ? 1 : BAND);
    this.#half = Math.ceil(CROSSINGS / band);
    this.#kernel = from === to ? null : kernel(this.#half, band);
    this.#held = new Float32Array(this.#half);
    this.#at = this.#half;
  }

  /** The samples of the new rate that these samples of the old one determine; the rest comes with the next ones. */
  push(samples) {
    if (this.#kernel === null) return samples;
    const all = new Float32Array(this.#held.length + samples.length);
    all.set(this.#held);
    all.set(samples, this.#held.length);
    const end = all.length - this.#half;
    const made = new Float32Array(Math.max(0, Math.ceil((end - this.#at) / this.#step)));
    for (let i = 0; i < made.length; i += 1) made[i] = this.#sample(all, this.#at + i * this.#step);
    const next = this.#at + made.length * this.#step;
    const drop = Math.max(0, Math.floor(next) - this.#half);
    this.#held = all.slice(drop);
    this.#at = next - drop;
    return made;
  }

  #sample(all, at) {
    const taps = 2 * this.#half;
    const whole = Math.floor(at);
    const row = Math.round((at - whole) * PHASES) * taps;
    const first = whole - this.#half + 1;
    let sum = 0;
    for (let k = 0; k < taps; k += 1) sum += (all[first + k] ?? 0) * this.#kernel[row + k];
    return sum;
  }
}

/** For each phase the weights of the samples around it, which sum to 1: a constant stays what it is. */
function kernel(half, band) {
  const taps = 2 * half;
  const table = new Float32Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase += 1) {
    const row = table.subarray(phase * taps, (phase + 1) * taps);
    let sum = 0;
    for (let k = 0; k < taps; k += 1) {
      const x = k - half + 1 - phase / PHASES;
      row[k] = Math.abs(x) >= half ? 0 : sinc(band * x) * (0.5 + 0.5 * Math.cos((Math.PI * x) / half));
      sum += row[k];
    }
    for (let k = 0; k < taps; k += 1) row[k] /= sum;
  }
  return table;
}

function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
