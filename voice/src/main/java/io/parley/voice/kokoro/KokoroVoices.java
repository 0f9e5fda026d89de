package io.parley.voice.kokoro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The voices of a directory, each read when it is first asked for. Thread safe.
final class KokoroVoices {
  private final Path directory;
  private final String preset;
  private final Map<String, KokoroVoice> read = new ConcurrentHashMap<>();

  /// @param preset the voice in place of missing ones
  /// @throws IOException when it is missing itself
  KokoroVoices(Path directory, String preset) throws IOException {
    this.directory = directory;
    this.preset = preset;
    read.put(preset, KokoroVoice.read(file(preset)));
  }

  /// The name of the voice that will speak.
  String chosen(String wanted) {
    // a client's name must not be used as a path
    return wanted.matches("[a-z]{2}_[a-z]+") && Files.exists(file(wanted)) ? wanted : preset;
  }

  /// @param name as [#chosen] gives it
  KokoroVoice voice(String name) throws IOException {
    try {
      return read.computeIfAbsent(name, this::load);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private KokoroVoice load(String name) {
    try {
      return KokoroVoice.read(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".bin");
  }
}
