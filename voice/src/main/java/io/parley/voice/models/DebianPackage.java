package io.parley.voice.models;

/// A package of Debian, verified by its SHA-256.
///
/// @param sha256 of the `.deb`, in lower-case hexadecimal digits; @param bytes of it
/// @param library the shared library that it is fetched for: a system that has it does not fetch
///   the package; empty when it is always fetched
public record DebianPackage(
    String name, String version, String sha256, long bytes, String library) {

  /// `name=version`, as apt takes it.
  public String coordinates() {
    return name + "=" + version;
  }
}
