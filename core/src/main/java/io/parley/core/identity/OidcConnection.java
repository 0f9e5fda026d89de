package io.parley.core.identity;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An organisation's provider of sign-ins by OpenID Connect, without its client's secret.
///
/// @param name for people, 1 to 100 characters on one line
/// @param issuer of its ID tokens, letter by letter: https, or http of this machine
/// @param clientId by which the provider knows this installation
/// @param domains of the addresses that it speaks for, all proved by the organisation; none when
///   the organisation has removed them
/// @param passwords whether people with such addresses may still use them in this organisation
/// @param admits roles of people who come without being members; none: they are refused
/// @param reach the permissions that its author had in the organisation: nobody with more signs in
///   by it, or an admin's provider would make owners. Empty for an author who had them all
public record OidcConnection(
    OidcConnectionId id,
    OrganisationId organisation,
    String name,
    String issuer,
    String clientId,
    Set<CustomDomain> domains,
    Passwords passwords,
    Set<ClientRole> admits,
    Optional<Set<Permission>> reach) {
  /// Characters of an issuer, and of a client's id.
  public static final int TEXT_MAX = 256;

  /// Characters of a client's secret.
  public static final int SECRET_MAX = 1_024;

  private static final int NAME_MAX = 100;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,256}");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Whether passwords count where the provider does.
  public enum Passwords {
    /// Of everybody.
    ALLOWED,
    /// Of owners alone: they get in when the provider does not answer.
    OWNERS,
    /// Of nobody.
    REFUSED;

    public boolean allow(boolean isOwner) {
      return switch (this) {
        case ALLOWED -> true;
        case OWNERS -> isOwner;
        case REFUSED -> false;
      };
    }

    /// In small letters. For stores and protocols; never changes.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Passwords> of(String word) {
      return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  public OidcConnection {
    domains = Set.copyOf(domains);
    admits = Set.copyOf(admits);
    reach = reach.map(Set::copyOf);
    Expect.that("name", isName(name), "1 to 100 characters on one line");
    Expect.that("issuer", isIssuer(issuer), "https://host/path, without query, fragment and user");
    Expect.that("clientId", VISIBLE.matcher(clientId).matches(), "visible ASCII characters");
    Expect.between("number of domains", domains.size(), 0, CustomDomain.COUNT_MAX);
    Expect.that("admits", !admits.contains(ClientRole.OWNER), "roles without owner");
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= NAME_MAX
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /// OpenID Connect Core 1.0, section 2 (`iss`).
  private static boolean isIssuer(String text) {
    if (!VISIBLE.matcher(text).matches()) return false;
    try {
      var uri = new URI(text);
      boolean isPlain =
          uri.getHost() != null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      return isPlain
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /// Whether the provider speaks for addresses of a domain.
  public boolean covers(String domain) {
    return domains.stream().anyMatch(each -> each.value().equals(domain));
  }

  /// Whether a person with these permissions may sign in by it.
  public boolean reaches(Collection<Permission> permissions) {
    return reach.isEmpty() || reach.get().containsAll(permissions);
  }

  /// The limit that an author with these permissions gives its provider.
  public static Optional<Set<Permission>> reachOf(Set<Permission> own) {
    return own.containsAll(Permission.ofOrganisations()) ? Optional.empty() : Optional.of(own);
  }

  /// Whether an author with these permissions may have people admitted with these roles: everybody
  /// as members and viewers, and further roles as if each person were invited.
  public static boolean mayAdmit(Set<Permission> own, Set<ClientRole> roles) {
    var further = EnumSet.noneOf(ClientRole.class);
    roles.stream()
        .filter(role -> role != ClientRole.MEMBER && role != ClientRole.VIEWER)
        .forEach(further::add);
    return further.isEmpty()
        || (own.contains(Permission.MANAGE_PEOPLE)
            && further.stream().allMatch(role -> own.containsAll(role.permissions())));
  }

  /// Whether an author with these permissions may have passwords refused: never those of people
  /// whom its provider would not sign in, or an admin would lock the owners out.
  public static boolean mayRefuse(Set<Permission> own, Passwords passwords) {
    return switch (passwords) {
      case ALLOWED -> true;
      case OWNERS -> own.containsAll(ClientRole.ADMIN.permissions());
      case REFUSED -> own.containsAll(Permission.ofOrganisations());
    };
  }
}
