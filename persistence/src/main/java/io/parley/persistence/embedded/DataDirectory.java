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

/// The one directory in which a Parley on one machine keeps everything, held by this process alone
/// until closed. It is made (readable by its owner only) when it is not there.
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

  /// Takes the directory. Throws `StartFailure` when another process has it, when a newer Parley
  /// wrote it, when it holds something else, or when it cannot be written.
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
        // what customers said lies in there, whatever the rights of a directory that somebody else
        // made
        createPrivate(root.resolve("objects"));
        // what a process that was killed has left, for nobody else has the directory now
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

  /// Makes a directory that only its owner can look into, unless it is there.
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

  /// Models that were brought here by hand or by a set-up step.
  public Path models() {
    return root.resolve("models");
  }

  /// What can be deleted at any time while nothing runs, and is made again: unpacked programs.
  public Path cache() {
    return root.resolve("cache");
  }

  /// What is not needed any more when this process has ended; emptied at the next start.
  public Path temporary() {
    return root.resolve(TEMPORARY);
  }

  /// Where the bound addresses are written for scripts to read.
  public Path addresses() {
    return root.resolve("addresses.json");
  }

  public Secrets secrets() {
    return secrets;
  }

  /// Lets the next process have the directory. What runs on it must have been stopped before.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back " + root, e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
