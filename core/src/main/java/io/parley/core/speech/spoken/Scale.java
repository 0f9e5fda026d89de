package io.parley.core.speech.spoken;

/// A large number after a figure: "million".
record Scale(String name, long factor) {
  private static final long MOST = 1_000_000_000_000L;

  boolean isWithin(long number) {
    return number < MOST / factor;
  }
}
