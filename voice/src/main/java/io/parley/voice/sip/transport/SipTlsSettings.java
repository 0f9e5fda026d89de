package io.parley.voice.sip.transport;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.nio.file.Path;
import java.util.Optional;

/// Section `parley.sip.tls`; the certificate is that of the HTTP port.
///
/// @param port of the listener; 0 takes a free one
/// @param authority PEM; empty for those that the JDK trusts
/// @param wildcards as [TlsEnds] has it; @param wantsCertificate the same
public record SipTlsSettings(
    int port, Optional<Path> authority, boolean wildcards, boolean wantsCertificate) {
  public SipTlsSettings {
    Expect.port("parley.sip.tls.port", port);
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static SipTlsSettings from(Config root) {
    var section = Section.of(root, "parley.sip.tls");
    return new SipTlsSettings(
        section.integer("port"),
        section.wordIfAny("authority").map(Path::of),
        section.flag("wildcards"),
        section.flag("client-certificates"));
  }
}
