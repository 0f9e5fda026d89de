package io.parley.voice.sip.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Whether a certificate is a SIP domain's (RFC 5922, section 7.1): by its names of the form
/// `sip:domain`, or by its DNS names where it has none of those; by its addresses for a literal
/// address. The subject does not count.
final class DomainCertificate {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;
  private static final String SCHEME = "sip:";

  private DomainCertificate() {}

  /// @param domain a name, or a literal address without brackets
  /// @param wildcards whether `*.b.example` is for `a.b.example`, which RFC 5922 forbids (section
  ///   7.2) and large providers' certificates need
  static boolean isFor(X509Certificate certificate, String domain, boolean wildcards) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names != null && isAmong(names, domain, wildcards);
    } catch (CertificateParsingException _) {
      // a certificate with unreadable names is for no domain
      return false;
    }
  }

  /// @param all alternative names as the JDK gives them: a type and a value each
  static boolean isAmong(Collection<List<?>> all, String domain, boolean wildcards) {
    if (names(all, ADDRESS).contains(domain)) return true;
    var uris =
        names(all, URI).stream()
            .filter(uri -> uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .filter(uri -> uri.indexOf('@') < 0)
            .map(uri -> uri.substring(SCHEME.length()))
            .toList();
    var names = uris.isEmpty() ? names(all, DNS) : uris;
    return names.stream()
        .anyMatch(name -> name.equalsIgnoreCase(domain) || (wildcards && isCovered(domain, name)));
  }

  /// The star is for one label.
  private static boolean isCovered(String domain, String name) {
    int dot = domain.indexOf('.');
    return dot > 0
        && name.startsWith("*.")
        && name.indexOf('.', 2) > 0
        && name.substring(1)
            .toLowerCase(Locale.ROOT)
            .equals(domain.substring(dot).toLowerCase(Locale.ROOT));
  }

  private static List<String> names(Collection<List<?>> all, int type) {
    return all.stream()
        .filter(name -> name.size() > 1 && name.getFirst().equals(type))
        .map(name -> name.get(1).toString())
        .toList();
  }
}
