const FULL = 32_767;

/** Samples as they are: 16 bits, little endian, as every machine that runs a browser has them in memory. */
export function pcm({ rate, onPacket, onSound }) {
  return {
    rate,
    encode(sound) {
      onPacket(Int16Array.from(sound, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * FULL)).buffer);
    },
    decode(packet) {
      onSound(Float32Array.from(new Int16Array(packet), (sample) => sample / FULL));
    },
    forget() {
      // nothing is held here
    },
    close() {
      // nothing is held here
    },
  };
}
