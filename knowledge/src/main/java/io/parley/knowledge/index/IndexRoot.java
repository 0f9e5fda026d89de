package io.parley.knowledge.index;

import io.parley.core.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory of this process's indexes, locked until closed. The operating system releases the
/// lock when the process ends, however it ends.
final class IndexRoot implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexRoot.class);
  private static final String LOCK = "in-use.lock";

  private final Path directory;
  private final Optional<Lock> lock;

  private IndexRoot(Path directory, Optional<Lock> lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// @param wanted empty: a temporary directory, deleted when this is closed. So is one that
  ///   another process uses
  static IndexRoot open(Optional<Path> wanted) {
    try {
      if (wanted.isEmpty()) return temporary();
      return locked(wanted.get());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be used for the knowledge index (expected: a directory that this user can write)"
              .formatted(wanted.map(Path::toString).orElse("the temporary directory")),
          e);
    }
  }

  Path of(TenantId tenant) {
    return directory.resolve(tenant.value());
  }

  boolean has(TenantId tenant) {
    return Files.exists(of(tenant));
  }

  @Override
  public void close() {
    try {
      if (lock.isPresent()) lock.get().close();
      else IOUtils.rm(directory);
    } catch (IOException e) {
      log.warn("the directory of the knowledge index cannot be released: {}", directory, e);
    }
  }

  private static IndexRoot temporary() throws IOException {
    return new IndexRoot(Files.createTempDirectory("parley-knowledge-"), Optional.empty());
  }

  private static IndexRoot locked(Path wanted) throws IOException {
    // what customers may not read stands in an index, too
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(wanted, PosixFilePermissions.asFileAttribute(ownerOnly));
    try (var files = FSDirectory.open(wanted)) {
      return new IndexRoot(wanted, Optional.of(files.obtainLock(LOCK)));
    } catch (LockObtainFailedException inUse) {
      log.warn(
          "{} is in use by another process: the knowledge index is temporary, and is built at each"
              + " start. Set parley.knowledge.directory to a directory of this node's own",
          wanted,
          inUse);
      return temporary();
    }
  }
}
