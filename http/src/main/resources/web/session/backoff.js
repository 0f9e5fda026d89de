const FIRST_MS = 500;
const CAP_MS = 20_000;

/**
 * How long to wait before the next try, in milliseconds: doubles with every failure up to 20 s. Half of it is
 * random, so that the readers of a node that died do not all come back in the same instant.
 *
 * @param {number} failures tries that failed in a row before this one, 0 for none
 * @param {number} random in [0, 1)
 */
export function backoffMs(failures, random) {
  const full = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return full / 2 + (full / 2) * random;
}

/** `ms` and up to half of it more: the server said when, the crowd still spreads. */
export function spreadMs(ms, random) {
  return ms + (ms / 2) * random;
}
