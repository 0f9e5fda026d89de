package io.parley.identity.token;

import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.util.Set;
import java.util.regex.Pattern;

/// The content of an access token.
///
/// @param organisation whose data it opens, and no other's
/// @param subject the id of a person or a service account
/// @param signIn the id of the sign-in that it comes from, by which it is revoked
/// @param roles names, as the table of permissions knows them; at most [#ROLES_MAX]
public record AccessGrant(TenantId organisation, String subject, String signIn, Set<String> roles) {
  /// The most roles of one token.
  public static final int ROLES_MAX = 32;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  public AccessGrant {
    roles = Set.copyOf(roles);
    Expect.that("subject", ID.matcher(subject).matches(), ID.pattern());
    Expect.that("signIn", ID.matcher(signIn).matches(), ID.pattern());
    Expect.that(
        "roles", roles.stream().allMatch(role -> ROLE.matcher(role).matches()), ROLE.pattern());
    Expect.between("number of roles", roles.size(), 0, ROLES_MAX);
  }
}
