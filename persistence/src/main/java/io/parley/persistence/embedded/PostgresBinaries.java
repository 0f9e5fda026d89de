package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's programs, unpacked from the archive on the class path into the cache. Their
/// directory's name contains the archive's size and checksum, so another build of PostgreSQL never
/// finds half of an older one.
///
/// @param home the directory that contains `bin/`, `lib/` and `share/`
record PostgresBinaries(Path home) {
  /// The major version on our class path. It cannot open data directories of another one.
  static final int MAJOR = 18;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final String UNPACKING = "unpacking-";

  /// Finds the programs under `cache`, or unpacks them there, which takes a second or two and 60
  /// MB. The cache belongs to a data directory that this process has locked.
  static PostgresBinaries in(Path cache) throws IOException {
    var archive = "postgres-%s-%s.txz".formatted(system(), architecture());
    var home = cache.resolve("postgres-" + version(archive));
    if (!UnpackedArchive.isComplete(home)) {
      LOG.info("unpacking PostgreSQL into {}", home);
      Files.createDirectories(cache);
      unpack(archive, home);
    }
    return new PostgresBinaries(home);
  }

  /// The path of a program, such as `pg_ctl`.
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /// Into a directory beside it first: a directory with the final name is complete.
  private static void unpack(String archive, Path home) throws IOException {
    deleteInterrupted(home.getParent());
    var beside = Files.createTempDirectory(home.getParent(), UNPACKING);
    try (var in = open(archive)) {
      UnpackedArchive.unpack(in, beside);
    }
    UnpackedArchive.delete(home);
    Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Leftovers of an interrupted unpacking. Only one process uses the cache at a time.
  private static void deleteInterrupted(Path cache) throws IOException {
    try (var leftovers = Files.newDirectoryStream(cache, UNPACKING + "*")) {
      for (var leftover : leftovers) UnpackedArchive.delete(leftover);
    }
  }

  /// Size and checksum from the jar's directory: a hash of all 15 MB would be a tenth of the work
  /// of a start.
  private static String version(String archive) throws IOException {
    var connection = resource(archive).openConnection();
    if (!(connection instanceof JarURLConnection inJar)) return whole(archive);
    inJar.setUseCaches(false);
    try (var jar = inJar.getJarFile()) {
      var entry = jar.getJarEntry(archive);
      return named(entry.getCrc(), entry.getSize());
    }
  }

  /// The same for an archive outside of a jar.
  private static String whole(String archive) throws IOException {
    try (var in = new CheckedInputStream(open(archive), new CRC32())) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return named(in.getChecksum().getValue(), size);
    }
  }

  private static String named(long checksum, long size) {
    return "%08x-%d".formatted(checksum, size);
  }

  private static InputStream open(String archive) throws IOException {
    return new BufferedInputStream(resource(archive).openStream());
  }

  private static URL resource(String archive) {
    var found = PostgresBinaries.class.getResource("/" + archive);
    if (found == null) {
      throw new StartFailure(
          Kind.UNSUPPORTED_SYSTEM,
          "Parley contains no PostgreSQL for %s on %s (expected: Linux on x86_64; anywhere else, give it a database with PARLEY_DATABASE_URL)"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    return found;
  }

  private static String system() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /// The names used by the archives.
  private static String architecture() {
    var arch = System.getProperty("os.arch");
    return switch (arch) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> arch;
    };
  }
}
