package io.parley.http.account;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.Slug;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.text.Unicode;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.Optional;

/// Reads the fields of requests about accounts. As in commands of sessions, unknown fields are
/// ignored: no body says a role, a person or a permission.
final class AccountBody {
  private static final int EMAIL_MAX = 320;
  private static final int NAME_MAX = 100;
  private static final int SLUG_MAX = 64;
  private static final int ID_MAX = 36;

  /// Of a code of an app, or of a recovery code with spaces or hyphens.
  private static final int CODE_MAX = 64;

  private static final int TOKEN_MAX = 256;

  /// More than any password may have: its own rules say which are too long.
  private static final int PASSWORD_MAX = 1_024;

  private AccountBody() {}

  static EmailAddress email(Fields fields) {
    return address(fields.text("email", EMAIL_MAX));
  }

  static Optional<EmailAddress> optionalEmail(Fields fields) {
    return fields.optionalText("email", EMAIL_MAX).map(AccountBody::address);
  }

  private static EmailAddress address(String text) {
    return EmailAddress.of(text)
        .orElseThrow(
            () -> new Malformed("email is no address (expected: such as ada@shop.example)"));
  }

  /// The name of a person or an organisation.
  static String name(Fields fields, String field) {
    return checked(field, fields.text(field, NAME_MAX));
  }

  static Optional<String> optionalName(Fields fields, String field) {
    return fields.optionalText(field, NAME_MAX).map(name -> checked(field, name));
  }

  private static String checked(String field, String name) {
    if (!Person.isName(name))
      throw new Malformed(field + " is no name (expected: 1 to 100 characters on one line)");
    return name.strip();
  }

  static Slug slug(Fields fields) {
    var slug = Unicode.small(fields.text("slug", SLUG_MAX));
    if (!Slug.isValid(slug))
      throw new Malformed(
          "slug is of another form (expected: 3 to 40 small letters, digits and single hyphens, a"
              + " letter first, no hyphen last)");
    return new Slug(slug);
  }

  /// Of a mail.
  static Optional<String> language(Fields fields) {
    var language = fields.optionalText("language", AgentPresentation.LANGUAGE_MAX);
    if (!language.map(NewMail::isLanguage).orElse(true))
      throw new Malformed("language is of another form (expected: such as de or pt-BR)");
    return language;
  }

  static Optional<OrganisationId> organisation(Fields fields) {
    return fields
        .optionalText("organisation", ID_MAX)
        .map(
            text ->
                OrganisationId.parse(text)
                    .orElseThrow(
                        () ->
                            new Malformed(
                                "organisation is no id (expected: a UUID in small letters)")));
  }

  static String token(Fields fields) {
    return fields.text("token", TOKEN_MAX);
  }

  static Optional<String> refreshToken(Fields fields) {
    return fields.optionalText("refreshToken", TOKEN_MAX);
  }

  static String password(Fields fields, String field) {
    return fields.text(field, PASSWORD_MAX);
  }

  static Optional<String> optionalPassword(Fields fields) {
    return fields.optionalText("password", PASSWORD_MAX);
  }

  static String code(Fields fields) {
    return fields.text("code", CODE_MAX);
  }

  static Optional<String> optionalCode(Fields fields) {
    return fields.optionalText("code", CODE_MAX).filter(code -> !code.isBlank());
  }

  /// Whether the browser is to keep the refresh token.
  static boolean cookie(Fields fields) {
    return fields
        .value("cookie")
        .map(
            value -> {
              if (!value.isBoolean())
                throw new Malformed("cookie is not a flag (expected: true or false)");
              return value.booleanValue();
            })
        .orElse(false);
  }
}
