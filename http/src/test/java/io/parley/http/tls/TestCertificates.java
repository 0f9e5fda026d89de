package io.parley.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates of the tests' authority, as PEM files in a directory, made by the JDK's keytool.
/// All tests of a JVM have the same authority, whose key takes a process and a second to make.
public final class TestCertificates {
  private static final String SECRET = "made-for-a-test";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private static Optional<byte[]> authority = Optional.empty();

  private final Path directory;
  private final Path store;
  private int signed;

  private TestCertificates(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("store.p12");
  }

  /// @param directory exists and is empty
  public static TestCertificates in(Path directory) throws Exception {
    var made = new TestCertificates(directory);
    made.found();
    return made;
  }

  /// Makes the authority, or takes the one that was made before.
  private void found() throws Exception {
    synchronized (TestCertificates.class) {
      if (authority.isEmpty()) {
        pair("authority", "RSA", "CN=a test's authority", List.of("-ext", "bc:c"));
        authority = Optional.of(Files.readAllBytes(store));
      } else Files.write(store, authority.get());
    }
    write("authority.crt", "CERTIFICATE", open().getCertificate("authority").getEncoded());
  }

  /// The authority's own certificate.
  public Path authority() {
    return directory.resolve("authority.crt");
  }

  public Path certificate(String name) {
    return directory.resolve(name + ".crt");
  }

  public Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /// Signs a certificate for 127.0.0.1 and localhost and writes both files, replacing existing
  /// ones.
  ///
  /// @param name of the files and of the subject; @param algorithm `RSA` or `EC`
  /// @param days of validity; negative for an expired certificate
  public void sign(String name, String algorithm, int days) throws Exception {
    var alias = name + signed++;
    var options =
        new ArrayList<>(List.of("-signer", "authority", "-ext", "san=dns:localhost,ip:127.0.0.1"));
    if (days < 0) options.addAll(List.of("-startdate", (days - 1) + "d", "-validity", "1"));
    else options.addAll(List.of("-validity", Integer.toString(days)));
    pair(alias, algorithm, "CN=" + name, options);
    var chain = open().getCertificateChain(alias);
    var text = new StringBuilder();
    for (var certificate : chain) text.append(pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(certificate(name), text);
    var key = open().getKey(alias, SECRET.toCharArray());
    write(name + ".key", "PRIVATE KEY", key.getEncoded());
  }

  /// A context for clients that trust only this authority.
  public SSLContext client() throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    Certificate authority = open().getCertificate("authority");
    trusted.setCertificateEntry("authority", authority);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private void pair(String name, String algorithm, String subject, List<String> more)
      throws Exception {
    var command = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", algorithm));
    // the usual 3,072 bits take a second to generate
    if (algorithm.equals("RSA")) command.addAll(List.of("-keysize", "2048"));
    command.addAll(List.of("-dname", subject));
    command.addAll(more);
    keytool(command.toArray(String[]::new));
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", SECRET));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    // each reading and each writing of a store derives several keys from the password, by 10,000
    // rounds of hashing each, which are slow without HotSpot's second compiler
    for (var count : List.of("macIterationCount", "certPbeIterationCount", "keyPbeIterationCount"))
      command.add("-J-Dkeystore.pkcs12." + count + "=1");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + output);
  }

  private KeyStore open() throws GeneralSecurityException, IOException {
    return Files.exists(store)
        ? KeyStore.getInstance(store.toFile(), SECRET.toCharArray())
        : KeyStore.getInstance("PKCS12");
  }

  private void write(String name, String kind, byte[] der) throws IOException {
    Files.writeString(directory.resolve(name), pem(kind, der));
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, LINES.encodeToString(der), kind);
  }
}
