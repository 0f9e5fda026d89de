package io.parley.persistence.testing;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A directory in memory for files that tests make and delete by the thousand: each copy of a
/// database has seven hundred. ext4 without a journal passes over the inodes of deleted files for
/// minutes and looks at all of them for each new file: half a millisecond of processor time, fifty
/// times as long as in memory. A machine without such a directory, or without space in it, gets
/// directories on its disk, and so does a run with `-Dparley.tests.on-disk=true`, whose data do not
/// fit into memory.
public final class MemoryFiles {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFiles.class);
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path MOUNTS = Path.of("/proc/mounts");
  private static final Path MEMORY_USE = Path.of("/proc/meminfo");
  private static final String OWN = "parley-tests-";

  /// In bytes; four test JVMs at a time take less than one.
  private static final long SPACE = 4L << 30;

  /// Stays for the tests' programs, in bytes.
  private static final long OF_PROGRAMS = 4L << 30;

  private static boolean decided;
  private static Path own;

  private MemoryFiles() {}

  /// This JVM's own directory in memory; empty where there is none.
  public static synchronized Optional<Path> directory() throws IOException {
    if (!decided) {
      if (!Boolean.getBoolean("parley.tests.on-disk") && hasSpace()) {
        own = Files.createTempDirectory(MEMORY, OWN + ProcessHandle.current().pid() + "-");
        takeLeftovers();
      }
      decided = true;
    }
    return Optional.ofNullable(own);
  }

  /// A new directory, in memory if possible.
  public static Path newDirectory(String prefix) throws IOException {
    var memory = directory();
    return memory.isPresent()
        ? Files.createTempDirectory(memory.get(), prefix)
        : Files.createTempDirectory(prefix);
  }

  /// Frees the memory, when this JVM ends and its servers have been stopped.
  static synchronized void delete() throws IOException {
    if (own == null) return;
    try (var all = Files.walk(own)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(one);
    }
  }

  private static boolean hasSpace() throws IOException {
    if (!Files.isReadable(MOUNTS) || !Files.isReadable(MEMORY_USE) || !Files.isWritable(MEMORY))
      return false;
    if (!isMemoryForPrograms(Files.readAllLines(MOUNTS))) return false;
    var store = Files.getFileStore(MEMORY);
    // the object store keeps its objects' types in attributes
    return store.supportsFileAttributeView(UserDefinedFileAttributeView.class)
        && store.getUsableSpace() >= SPACE
        && available(Files.readAllLines(MEMORY_USE)) >= SPACE + OF_PROGRAMS;
  }

  /// Tests unpack programs into their directories and run them, which containers often refuse.
  ///
  /// @param mounts the lines of `/proc/mounts`
  static boolean isMemoryForPrograms(List<String> mounts) {
    for (var mount : mounts) {
      var fields = mount.split(" ", -1);
      if (fields[1].equals(MEMORY.toString()))
        return fields[2].equals("tmpfs") && !List.of(fields[3].split(",", -1)).contains("noexec");
    }
    return false;
  }

  /// @param use the lines of `/proc/meminfo`
  /// @return bytes
  static long available(List<String> use) {
    for (var line : use)
      if (line.startsWith("MemAvailable:")) return Long.parseLong(line.split(" +", -1)[1]) << 10;
    return 0;
  }

  /// Those of killed test JVMs become part of this one, and are deleted with it. Of several test
  /// JVMs that begin at once, one gets each.
  private static void takeLeftovers() throws IOException {
    try (var all = Files.newDirectoryStream(MEMORY, OWN + "*")) {
      for (var one : all)
        if (!isUsed(one) && isTaken(one)) LOG.info("{} was left by a killed test JVM", one);
    }
  }

  private static boolean isTaken(Path left) throws IOException {
    try {
      if (!Files.getOwner(left).equals(Files.getOwner(own))) return false;
      Files.move(left, own.resolve(left.getFileName()), ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static boolean isUsed(Path directory) {
    var pid = directory.getFileName().toString().substring(OWN.length()).split("-", -1)[0];
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }
}
