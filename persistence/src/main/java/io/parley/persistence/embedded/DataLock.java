package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The lock on a data directory: one process at a time. The system releases it when the process
/// ends, however it ends, so there is no stale lock. The file contains the process number, for the
/// message to a second process.
final class DataLock implements AutoCloseable {
  private static final int PID_BYTES_MAX = 20;

  /// Directories locked by this JVM. POSIX drops a process's locks on a file when *any* of its
  /// descriptors of that file is closed, so a second opening in this JVM must be refused before it
  /// touches the file.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileLock lock;

  private DataLock(Path root, FileLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /// @param root the data directory's real path
  static DataLock acquire(Path root) throws IOException {
    if (!HELD.add(root)) throw inUse(root, Long.toString(ProcessHandle.current().pid()));
    boolean acquired = false;
    try {
      var result = lock(root);
      acquired = true;
      return result;
    } finally {
      if (!acquired) HELD.remove(root);
    }
  }

  private static DataLock lock(Path root) throws IOException {
    var channel =
        FileChannel.open(
            root.resolve(".lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var lock = channel.tryLock();
    if (lock == null) {
      try (channel) {
        throw inUse(root, holder(channel));
      }
    }
    channel.truncate(0);
    channel.write(ascii(Long.toString(ProcessHandle.current().pid())), 0);
    return new DataLock(root, lock);
  }

  private static String holder(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(PID_BYTES_MAX);
    channel.read(bytes, 0);
    var pid = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    return pid.isEmpty() ? "unknown" : pid;
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static StartFailure inUse(Path root, String pid) {
    return new StartFailure(
        Kind.DATA_IN_USE,
        "%s is in use by another Parley, process %s (expected: one Parley to a data directory; stop that one, or give this one its own with PARLEY_DATA)"
            .formatted(root, pid));
  }

  @Override
  public void close() throws IOException {
    try {
      // the lock ends with its channel
      lock.acquiredBy().close();
    } finally {
      HELD.remove(root);
    }
  }
}
