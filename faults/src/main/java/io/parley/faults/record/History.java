package io.parley.faults.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Everything that clients sent, received and had acknowledged, in memory for the checker and, line
/// by line as it happens, in a file for debugging: milliseconds since the start, then the entry.
/// Thread safe; the entries of one client keep their order.
public final class History implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final long began = System.nanoTime();
  private final Path file;
  private final BufferedWriter lines;

  private History(Path file, BufferedWriter lines) {
    this.file = file;
    this.lines = lines;
  }

  public static History in(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return new History(file, Files.newBufferedWriter(file));
  }

  public void add(Entry entry) {
    entries.add(entry);
    try {
      synchronized (lines) {
        lines.write((System.nanoTime() - began) / NANOS_PER_MILLI + " " + entry + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Records a fault or its end.
  public void note(String what) {
    add(new Entry.Noted(what));
    flush();
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public Path file() {
    return file;
  }

  private void flush() {
    try {
      synchronized (lines) {
        lines.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      synchronized (lines) {
        lines.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
