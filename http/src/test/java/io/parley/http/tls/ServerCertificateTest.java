package io.parley.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
  @TempDir Path directory;
  private TestCertificates certificates;

  @BeforeEach
  void authority() throws Exception {
    certificates = TestCertificates.in(directory);
  }

  private TlsSettings settings(String certificate, String key) {
    return new TlsSettings(
        "parley.http.tls",
        certificates.certificate(certificate),
        certificates.key(key),
        Duration.ofNanos(1));
  }

  @Test
  void nothing_is_set_by_default() {
    assertThat(TlsSettings.from(ConfigFactory.load(), "parley.http.tls")).isEmpty();
  }

  @Test
  void a_certificate_without_its_key_is_refused() {
    var config =
        ConfigFactory.parseString("parley.http.tls.certificate = a.crt")
            .withFallback(ConfigFactory.load());
    assertThatThrownBy(() -> TlsSettings.from(config, "parley.http.tls"))
        .hasMessage("parley.http.tls.key: '' (expected: a PEM file, as there is a certificate)");
  }

  @Test
  void keys_of_both_common_kinds_are_read() throws Exception {
    for (var algorithm : new String[] {"RSA", "EC"}) {
      certificates.sign("parley", algorithm, 30);
      var certificate = ServerCertificate.of(settings("parley", "parley"), Clock.systemUTC());
      assertThat(certificate.remaining()).isBetween(Duration.ofDays(29), Duration.ofDays(30));
      assertThat(certificate.engine().getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
      assertThat(certificate.engine().getEnabledCipherSuites())
          .isNotEmpty()
          .noneMatch(suite -> suite.contains("_CBC_"));
    }
  }

  @Test
  void an_invalid_certificate_is_named_and_its_content_not_shown() throws Exception {
    certificates.sign("parley", "EC", 30);
    certificates.sign("other", "EC", 30);
    assertThatThrownBy(() -> ServerCertificate.of(settings("gone", "parley"), Clock.systemUTC()))
        .hasMessageStartingWith("parley.http.tls.certificate: ")
        .hasMessageEndingWith("gone.crt (expected: a PEM file with something that can be read)");
    assertThatThrownBy(() -> ServerCertificate.of(settings("parley", "other"), Clock.systemUTC()))
        .hasMessageStartingWith("parley.http.tls.key: ")
        .hasMessageContaining("expected: the private key of the first certificate in ");
    Files.writeString(certificates.key("other"), "c3VwZXIgc2VjcmV0");
    assertThatThrownBy(() -> ServerCertificate.of(settings("parley", "other"), Clock.systemUTC()))
        .hasMessageContaining("expected: a PEM file with a private key")
        .hasMessageNotContaining("c3VwZXIgc2VjcmV0");
  }

  @Test
  void an_expired_certificate_is_used_with_a_warning() throws Exception {
    certificates.sign("parley", "EC", -3);
    var certificate = ServerCertificate.of(settings("parley", "parley"), Clock.systemUTC());
    assertThat(certificate.remaining()).isNegative();
  }

  @Test
  void a_renewed_certificate_is_loaded_and_a_broken_one_is_not() throws Exception {
    certificates.sign("parley", "EC", 10);
    var certificate = ServerCertificate.of(settings("parley", "parley"), Clock.systemUTC());
    certificates.sign("parley", "EC", 90);
    assertThat(certificate.remaining()).isGreaterThan(Duration.ofDays(80));
    Files.writeString(certificates.certificate("parley"), "half a fi");
    assertThat(certificate.remaining()).isGreaterThan(Duration.ofDays(80));
    Files.delete(certificates.certificate("parley"));
    assertThat(certificate.remaining()).isGreaterThan(Duration.ofDays(80));
    certificates.sign("parley", "EC", 200);
    assertThat(certificate.remaining()).isGreaterThan(Duration.ofDays(190));
  }
}
