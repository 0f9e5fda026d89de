package io.parley.http.organisation;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.access.StaffAccess;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads fields of requests. Errors are [Malformed].
public final class Bodies {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// As of [io.parley.core.mail.NewMail].
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}");

  private static final String ENGLISH = "en";
  private static final int EMAIL_MAX = 254;
  private static final int LANGUAGE_MAX = 50;
  private static final int NAME_MAX = 200;
  private static final int REASON_MAX = 500;
  private static final int WORD_MAX = 64;
  private static final int PERMISSIONS_MAX = 100;

  private Bodies() {}

  /// The form with hyphens, in small letters; empty for any other text.
  static Optional<UUID> uuid(String text) {
    return Optional.of(text).filter(UUID_FORM.asMatchPredicate()).map(UUID::fromString);
  }

  static UUID uuid(Fields fields, String name) {
    return uuid(fields.text(name, WORD_MAX))
        .orElseThrow(() -> new Malformed(name + " is no id (expected: a UUID in small letters)"));
  }

  static EmailAddress email(Fields fields) {
    return EmailAddress.of(fields.text("email", EMAIL_MAX))
        .orElseThrow(() -> new Malformed("email is no address (expected: name@domain)"));
  }

  /// Of a mail's reader; English if none is named.
  static String language(Fields fields) {
    var language = fields.optionalText("language", LANGUAGE_MAX).orElse(ENGLISH);
    if (!LANGUAGE.matcher(language).matches())
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    return language;
  }

  /// Of an organisation.
  static String name(Fields fields) {
    var name = fields.text("name", NAME_MAX).strip();
    if (!Person.isName(name))
      throw new Malformed("name cannot be a name (expected: 1 to 100 characters on one line)");
    return name;
  }

  static String reason(Fields fields) {
    var reason = fields.text("reason", REASON_MAX);
    if (!StaffAccess.isReason(reason))
      throw new Malformed("reason is too short or too long (expected: 10 to 500 characters)");
    return reason;
  }

  /// `roles` and `customRoles`.
  public static RoleSet roles(Fields fields) {
    var builtIn = EnumSet.noneOf(ClientRole.class);
    for (var word : fields.list("roles", RoleSet.COUNT_MAX, WORD_MAX))
      builtIn.add(
          ClientRole.of(word)
              .orElseThrow(() -> unknown("roles", ClientRole.values(), ClientRole::word)));
    var custom = new HashSet<RoleName>();
    for (var word : fields.list("customRoles", RoleSet.COUNT_MAX, WORD_MAX))
      custom.add(
          roleName(word)
              .orElseThrow(() -> new Malformed("an entry of customRoles is no name of a role")));
    int count = builtIn.size() + custom.size();
    if (count < 1 || count > RoleSet.COUNT_MAX)
      throw new Malformed(
          "%d roles (expected: 1 to %d in roles and customRoles)"
              .formatted(count, RoleSet.COUNT_MAX));
    return new RoleSet(builtIn, custom);
  }

  /// Empty for a text that cannot name a custom role.
  static Optional<RoleName> roleName(String text) {
    try {
      return Optional.of(new RoleName(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static CustomRole role(RoleName name, Fields fields) {
    var permissions = EnumSet.noneOf(Permission.class);
    var known = Permission.ofOrganisations();
    for (var word : fields.list("permissions", PERMISSIONS_MAX, WORD_MAX))
      permissions.add(
          Permission.of(word)
              .filter(known::contains)
              .orElseThrow(
                  () ->
                      unknown("permissions", known.toArray(Permission[]::new), Permission::word)));
    if (permissions.isEmpty())
      throw new Malformed("permissions is missing or empty (expected: at least one)");
    return new CustomRole(name, permissions);
  }

  /// A word of a fixed set.
  static <T> T word(Fields fields, String name, T[] values, Function<T, String> word) {
    var text = fields.text(name, WORD_MAX);
    return Stream.of(values)
        .filter(value -> word.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new Malformed(name + " is none of " + words(Stream.of(values), word)));
  }

  private static <T> Malformed unknown(String name, T[] values, Function<T, String> word) {
    return new Malformed(
        "an entry of %s is not known (expected: %s)"
            .formatted(name, words(Stream.of(values), word)));
  }

  private static <T> String words(Stream<T> values, Function<T, String> word) {
    return values.map(word).collect(Collectors.joining(", "));
  }

  /// Words of permissions, sorted.
  static Stream<String> words(Set<Permission> permissions) {
    return permissions.stream().map(Permission::word).sorted();
  }
}
