package io.parley.voice.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Opus by libopus. Its state and both buffers are one piece of memory outside of the heap, which
/// [#close] frees: the lock keeps that from happening within a call.
public final class LibopusEncoder implements SoundEncoder {
  private static final int ALIGNMENT = 16;

  private final Arena memory = Arena.ofShared();
  private final long state;
  private final MemorySegment samples;
  private final MemorySegment bytes;
  private final boolean carriesCopies;
  private boolean closed;

  /// @throws java.util.NoSuchElementException when the library is not there ([Opus#isLoaded])
  public LibopusEncoder(OpusSettings settings) {
    carriesCopies = settings.bitrate() >= OpusSettings.FEC_BITRATE_MIN;
    state = memory.allocate(Libopus.encoderSize(), ALIGNMENT).address();
    samples = memory.allocate(JAVA_SHORT, Opus.FRAME);
    bytes = memory.allocate(Opus.PAYLOAD_MAX);
    Libopus.initEncoder(state, settings);
  }

  /// Where the bitrate is too low for copies ([OpusSettings]), nothing changes.
  @Override
  public synchronized void expectLoss(int percent) {
    if (carriesCopies && !closed) Libopus.expectLoss(state, Math.clamp(percent, 0, 100));
  }

  @Override
  public synchronized int encode(short[] frame, byte[] payload, int offset) {
    if (closed) return 0;
    MemorySegment.copy(frame, 0, samples, JAVA_SHORT, 0, Opus.FRAME);
    int length = Libopus.encode(state, samples.address(), bytes.address());
    if (length <= Opus.DTX_MAX) return 0;
    MemorySegment.copy(bytes, JAVA_BYTE, 0, payload, offset, length);
    return length;
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    memory.close();
  }
}
