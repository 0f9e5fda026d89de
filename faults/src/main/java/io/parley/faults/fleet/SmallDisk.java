package io.parley.faults.fleet;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A file system of a few hundred megabytes, in memory, which can be filled up. Needs root.
public final class SmallDisk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PIECE = 64 * 1024;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  public static boolean isPossible() throws IOException {
    return Shell.isRoot();
  }

  /// @param directory is created
  public static SmallDisk mount(Path directory, int mebibytes)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Shell.run(
        PATIENCE,
        List.of(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=%dm,mode=0700".formatted(mebibytes),
            "tmpfs",
            directory.toString()));
    return new SmallDisk(directory);
  }

  public Path directory() {
    return directory;
  }

  /// Writes until the file system is full.
  public void fill() throws IOException {
    try (var ballast = new RandomAccessFile(ballast().toFile(), "rw")) {
      ballast.seek(ballast.length());
      for (int piece = PIECE; piece > 0; ) piece = written(ballast, piece) ? piece : piece / 2;
    }
  }

  private static boolean written(RandomAccessFile file, int bytes) throws IOException {
    long before = file.length();
    try {
      file.write(new byte[bytes]);
      return true;
    } catch (IOException full) {
      file.seek(Math.max(before, file.length()));
      return false;
    }
  }

  public void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  /// Lazily: processes that still use it do not delay the unmount.
  @Override
  public void close() throws IOException {
    try {
      Shell.run(PATIENCE, List.of("umount", "--lazy", directory.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
