package io.parley.voice.models;

/// A package of Debian, held to its SHA-256.
///
/// @param sha256 of the `.deb`, in lower-case hexadecimal digits; @param bytes of it
/// @param library what it is fetched for, as the loader of programs names it: where the system has
///   it, the package is not fetched; empty when it is fetched in any case
public record DebianPackage(
    String name, String version, String sha256, long bytes, String library) {

  /// `name=version`, as apt takes it.
  public String coordinates() {
    return name + "=" + version;
  }
}
