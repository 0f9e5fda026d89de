package io.parley.tools.money;

/// A model's name as its server reports it: untrusted text.
final class ModelName {
  private static final int MAX = 128;

  private ModelName() {}

  static String storable(String name) {
    return name.substring(0, Math.min(name.length(), MAX));
  }
}
