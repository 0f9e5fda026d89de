package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The one directory in which a Parley on one machine keeps everything, locked for this process
/// until closed. Created (readable by its owner only) if it does not exist.
public final class DataDirectory implements AutoCloseable {
  private static final String TEMPORARY = "tmp";

  private final Path root;
  private final DataLock lock;
  private final Secrets secrets;

  private DataDirectory(Path root, DataLock lock, Secrets secrets) {
    this.root = root;
    this.lock = lock;
    this.secrets = secrets;
  }

  /// Locks the directory. Throws `StartFailure` when another process has it, when a newer Parley
  /// wrote it, when it contains something else, or when it cannot be written.
  public static DataDirectory open(Path directory) {
    return open(directory, Layout.CURRENT);
  }

  static DataDirectory open(Path directory, Layout layout) {
    try {
      var root = createPrivate(directory);
      var lock = DataLock.acquire(root);
      boolean opened = false;
      try {
        layout.adopt(root);
        // it contains customers' words, so its rights are restricted even if another user's tool
        // created it
        createPrivate(root.resolve("objects"));
        // files of a killed process, which are unused because this process has the lock
        UnpackedArchive.delete(root.resolve(TEMPORARY));
        createPrivate(root.resolve(TEMPORARY));
        var data = new DataDirectory(root, lock, Secrets.in(root.resolve("secrets")));
        opened = true;
        return data;
      } finally {
        if (!opened) lock.close();
      }
    } catch (IOException e) {
      throw new StartFailure(
          Kind.DATA_NOT_OURS,
          "%s cannot be used as the data directory: %s (expected: a directory that this user can write)"
              .formatted(directory, reason(e)),
          e);
    }
  }

  /// Creates a directory that only its owner can read, unless it exists.
  static Path createPrivate(Path directory) throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
    return directory.toRealPath();
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
      case FileAlreadyExistsException exists -> exists.getFile() + " is not a directory";
      case FileSystemException failed when failed.getReason() != null ->
          failed.getFile() + ": " + failed.getReason();
      default -> e.toString();
    };
  }

  /// The directory itself, as a real absolute path.
  public Path root() {
    return root;
  }

  /// The database's files. Only [LocalPostgres] touches them.
  public Path postgres() {
    return root.resolve("postgres");
  }

  /// The object store's files, as `bucket/key`. Only [LocalObjectStore] touches them.
  public Path objects() {
    return root.resolve("objects");
  }

  /// Models that were put here by hand or by a set-up step.
  public Path models() {
    return root.resolve("models");
  }

  /// Files that can be deleted at any time while nothing runs, and are recreated: unpacked
  /// programs.
  public Path cache() {
    return root.resolve("cache");
  }

  /// Files that are useless once this process has ended; emptied at the next start.
  public Path temporary() {
    return root.resolve(TEMPORARY);
  }

  /// The file with the bound addresses, for scripts to read.
  public Path addresses() {
    return root.resolve("addresses.json");
  }

  public Secrets secrets() {
    return secrets;
  }

  /// Releases the directory. Programs that use it must have been stopped before.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the data directory " + root, e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
