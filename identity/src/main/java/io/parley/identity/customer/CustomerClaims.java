package io.parley.identity.customer;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.identity.CustomerProofs.Proved;
import io.parley.core.session.Customer;
import io.parley.core.setting.Expect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which claims of a company's tokens say who the customer is. A name or a language that is no
/// usable text is left out; without a usable id the token names nobody.
///
/// @param customer the claim with the company's id of the customer, usually `sub`
/// @param name the claim with the name to address them by; empty to read none
/// @param language the claim with their language; empty to read none
/// @param metadata claims that become metadata of the session, by the name of the metadata
public record CustomerClaims(
    String customer,
    Optional<String> name,
    Optional<String> language,
    Map<String, String> metadata) {
  /// As OpenID Connect names them (Core 1.0, section 5.1).
  public static final CustomerClaims STANDARD =
      new CustomerClaims("sub", Optional.of("name"), Optional.of("locale"), Map.of());

  /// The most claims that become metadata.
  public static final int METADATA_MAX = 8;

  /// Characters of one of their values; a longer one is left out.
  public static final int VALUE_MAX = 512;

  /// Of OpenID Connect, too (Core 1.0, section 5.1).
  private static final String NUMBER = "phone_number";

  private static final String NUMBER_VERIFIED = "phone_number_verified";
  private static final int NUMBER_MAX = 40;

  public CustomerClaims {
    Expect.notBlank("claim of the customer", customer);
    metadata = Map.copyOf(metadata);
    Expect.between("claims that become metadata", metadata.size(), 0, METADATA_MAX);
  }

  /// The customer that verified claims name.
  ///
  /// @return empty if the claim of the customer is no usable text
  Optional<Proved> read(Map<String, Object> claims) {
    return text(claims, customer, Customer.ID_MAX)
        .map(
            id ->
                new Proved(
                    new Customer(
                        id, name.flatMap(claim -> text(claims, claim, Customer.NAME_MAX)), true),
                    language.flatMap(claim -> language(claims, claim)),
                    metadata(claims),
                    number(claims),
                    Boolean.FALSE.equals(claims.get(NUMBER_VERIFIED))));
  }

  /// A number that the company has not verified may be another person's.
  private static Optional<PhoneNumber> number(Map<String, Object> claims) {
    return Boolean.TRUE.equals(claims.get(NUMBER_VERIFIED))
        ? text(claims, NUMBER, NUMBER_MAX).flatMap(PhoneNumber::find)
        : Optional.empty();
  }

  private Map<String, String> metadata(Map<String, Object> claims) {
    var texts = new LinkedHashMap<String, String>();
    metadata.forEach((to, claim) -> scalar(claims, claim).ifPresent(value -> texts.put(to, value)));
    return texts;
  }

  /// OpenID Connect allows an underscore in place of the hyphen.
  private static Optional<String> language(Map<String, Object> claims, String claim) {
    return text(claims, claim, AgentPresentation.LANGUAGE_MAX)
        .map(tag -> tag.replace('_', '-'))
        .filter(AgentPresentation::isLanguage);
  }

  /// Numbers and truth values are said as JSON writes them.
  private static Optional<String> scalar(Map<String, Object> claims, String claim) {
    return switch (claims.get(claim)) {
      case String _ -> text(claims, claim, VALUE_MAX);
      case Long number -> Optional.of(number.toString());
      case Integer number -> Optional.of(number.toString());
      case Boolean truth -> Optional.of(truth.toString());
      case null, default -> Optional.empty();
    };
  }

  /// A text of one line, of valid characters that stores and prompts can hold.
  private static Optional<String> text(Map<String, Object> claims, String claim, int max) {
    return claims.get(claim) instanceof String text
            && !text.isBlank()
            && text.codePointCount(0, text.length()) <= max
            && text.codePoints().noneMatch(CustomerClaims::isUnusable)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean isUnusable(int sign) {
    return Character.isISOControl(sign) || Character.getType(sign) == Character.SURROGATE;
  }
}
