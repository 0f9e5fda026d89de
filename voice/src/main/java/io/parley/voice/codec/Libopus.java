package io.parley.voice.codec;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of libopus that are used (`opus.h`), where [LibopusFile] has found it. Addresses
/// are passed as numbers, so that a call allocates nothing: their owner guarantees that the memory
/// is there.
///
/// The handles are constants, which the JVM compiles to plain calls.
@SuppressWarnings("restricted") // native code
final class Libopus {
  private static final int VOIP = 2_048;
  private static final int SET_BITRATE = 4_002;
  private static final int SET_COMPLEXITY = 4_010;
  private static final int SET_INBAND_FEC = 4_012;
  private static final int SET_PACKET_LOSS_PERC = 4_014;
  private static final int SET_DTX = 4_016;

  private static final SymbolLookup LIBRARY = LibopusFile.FOUND.orElseThrow();

  private static final MethodHandle ENCODER_SIZE = function("opus_encoder_get_size", JAVA_INT);
  private static final MethodHandle ENCODER_INIT =
      function("opus_encoder_init", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle ENCODE =
      function("opus_encode", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle ENCODER_CTL =
      Linker.nativeLinker()
          .downcallHandle(
              LIBRARY.findOrThrow("opus_encoder_ctl"),
              FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT),
              Linker.Option.firstVariadicArg(2));
  private static final MethodHandle DECODER_SIZE = function("opus_decoder_get_size", JAVA_INT);
  private static final MethodHandle DECODER_INIT =
      function("opus_decoder_init", JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle DECODE =
      function("opus_decode", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

  private Libopus() {}

  private static MethodHandle function(String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  /// Bytes of an encoder's state.
  static int encoderSize() {
    try {
      return (int) ENCODER_SIZE.invokeExact(1);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Makes an encoder of speech in a memory of [#encoderSize].
  static void initEncoder(long state, OpusSettings settings) {
    try {
      check((int) ENCODER_INIT.invokeExact(state, Opus.SAMPLE_RATE, 1, VOIP));
    } catch (Throwable e) {
      throw impossible(e);
    }
    set(state, SET_BITRATE, settings.bitrate());
    set(state, SET_COMPLEXITY, settings.complexity());
    set(state, SET_DTX, settings.dtx() ? 1 : 0);
    expectLoss(state, settings.expectedLoss());
  }

  static void expectLoss(long state, int percent) {
    set(state, SET_INBAND_FEC, percent > 0 ? 1 : 0);
    set(state, SET_PACKET_LOSS_PERC, percent);
  }

  private static void set(long state, int what, int value) {
    try {
      check((int) ENCODER_CTL.invokeExact(state, what, value));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// @return the payload's length
  static int encode(long state, long frame, long payload) {
    try {
      int length = (int) ENCODE.invokeExact(state, frame, Opus.FRAME, payload, Opus.PAYLOAD_MAX);
      check(length);
      return length;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Bytes of a decoder's state.
  static int decoderSize() {
    try {
      return (int) DECODER_SIZE.invokeExact(1);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static void initDecoder(long state) {
    try {
      check((int) DECODER_INIT.invokeExact(state, Opus.SAMPLE_RATE, 1));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// @param payload 0 for a lost frame; @param before whether the frame before it is wanted
  /// @return the samples written, or a negative error
  static int decode(long state, long payload, int length, long frame, boolean before) {
    try {
      return (int) DECODE.invokeExact(state, payload, length, frame, Opus.FRAME, before ? 1 : 0);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static void check(int result) {
    if (result < 0) throw new IllegalStateException("libopus refused valid parameters: " + result);
  }

  private static IllegalStateException impossible(Throwable e) {
    if (e instanceof Error error) throw error;
    return e instanceof IllegalStateException bug
        ? bug
        : new IllegalStateException("a function of C throws nothing", e);
  }
}
