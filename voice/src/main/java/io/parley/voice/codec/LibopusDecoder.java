package io.parley.voice.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Opus by libopus. A lost frame is taken from the packet after it where that carries a copy
/// (in-band FEC), and concealed otherwise. Its state and both buffers are one piece of memory
/// outside of the heap, which [#close] frees: the lock keeps that from happening within a call.
public final class LibopusDecoder implements SoundDecoder {
  private static final int ALIGNMENT = 16;

  /// No packet of a telephone or a browser is longer, with all its padding.
  private static final int BYTES_MAX = 4_096;

  private final Arena memory = Arena.ofShared();
  private final long state;
  private final MemorySegment samples;
  private final MemorySegment bytes;
  private boolean closed;

  /// @throws java.util.NoSuchElementException when the library is not there ([Opus#isLoaded])
  public LibopusDecoder() {
    state = memory.allocate(Libopus.decoderSize(), ALIGNMENT).address();
    samples = memory.allocate(JAVA_SHORT, Opus.FRAME);
    bytes = memory.allocate(BYTES_MAX);
    Libopus.initDecoder(state);
  }

  @Override
  public int sampleRate() {
    return Opus.SAMPLE_RATE;
  }

  @Override
  public int frameSamples() {
    return Opus.FRAME;
  }

  @Override
  public synchronized void decode(byte[] payload, int length, short[] frame) {
    if (length == 0 || !decoded(payload, length, frame, false)) conceal(payload, 0, frame);
  }

  @Override
  public synchronized void conceal(byte[] following, int length, short[] frame) {
    if (length > 0 && decoded(following, length, frame, true)) return;
    if (!decoded(following, 0, frame, false)) Arrays.fill(frame, (short) 0);
  }

  /// @return whether it gave a whole frame
  private boolean decoded(byte[] payload, int length, short[] frame, boolean before) {
    if (closed || length > BYTES_MAX) return false;
    MemorySegment.copy(payload, 0, bytes, JAVA_BYTE, 0, length);
    long from = length == 0 ? 0 : bytes.address();
    if (Libopus.decode(state, from, length, samples.address(), before) != Opus.FRAME) return false;
    MemorySegment.copy(samples, JAVA_SHORT, 0, frame, 0, Opus.FRAME);
    return true;
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    memory.close();
  }
}
