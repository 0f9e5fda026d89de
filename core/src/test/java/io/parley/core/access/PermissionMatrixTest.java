package io.parley.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The whole matrix as a table, written by hand: a change of a permission must be made here too.
class PermissionMatrixTest {
  /// Roles of sessions, then roles of an organisation's people.
  private static final String CLIENTS =
      """
      permission            customer agent    operator owner    admin    config   developer member   viewer
      start                 x        x        x        x        x        x        x         x        -
      name-customer         -        x        x        x        x        -        x         x        -
      read                  x        x        x        x        x        x        x         x        x
      talk                  x        x        -        x        x        -        -         x        -
      decide                -        x        x        x        x        -        -         x        -
      consent               x        -        -        -        -        -        -         -        -
      lead                  -        x        x        x        x        -        -         x        -
      resolve               -        x        x        x        x        -        x         x        -
      rate                  x        -        -        -        -        -        -         -        -
      call                  x        -        -        -        -        -        -         -        -
      hold-token            x        x        -        x        x        -        -         x        -
      revoke-tokens         -        x        x        x        x        -        x         x        -
      erase                 -        -        x        x        x        -        -         -        -
      dial                  -        x        x        x        x        -        -         x        -
      oversee               -        x        x        x        x        x        x         x        x
      curate                -        -        x        x        x        x        -         -        -
      view-organisation     -        -        -        x        x        x        x         x        x
      view-people           -        -        -        x        x        x        x         x        x
      view-usage            -        -        -        x        x        x        x         -        x
      view-audit            -        -        -        x        x        -        -         -        -
      configure             -        -        -        x        x        x        x         -        -
      connect               -        -        -        x        x        -        x         -        -
      manage-keys           -        -        -        x        x        -        x         -        -
      set-budgets           -        -        -        x        x        x        -         -        -
      manage-people         -        -        -        x        x        -        -         -        -
      manage-roles          -        -        -        x        x        -        -         -        -
      manage-organisation   -        -        -        x        x        -        -         -        -
      dismiss-staff         -        -        -        x        x        -        -         -        -
      transfer-ownership    -        -        -        x        -        -        -         -        -
      delete-organisation   -        -        -        x        -        -        -         -        -
      provision             -        -        -        -        -        -        -         -        -
      operate               -        -        x        -        -        -        -         -        -
      list-organisations    -        -        -        -        -        -        -         -        -
      create-organisation   -        -        -        -        -        -        -         -        -
      suspend-organisation  -        -        -        -        -        -        -         -        -
      manage-staff          -        -        -        -        -        -        -         -        -
      assign-staff          -        -        -        -        -        -        -         -        -
      hand-over             -        -        -        -        -        -        -         -        -
      invite-specialist     -        -        -        -        -        -        -         -        -
      enter                 -        -        -        -        -        -        -         -        -
      """;

  /// Roles of the platform's staff: p on the platform, a where assigned, i more of them inside,
  /// while access is open.
  private static final String STAFF =
      """
      permission            operator sales-agent onboarding support  success  sales
      start                 -        -           i          -        -        -
      name-customer         -        -           -          -        -        -
      read                  i        -           i          i        i        -
      talk                  -        -           -          -        -        -
      decide                -        -           -          -        -        -
      consent               -        -           -          -        -        -
      lead                  -        -           -          -        -        -
      resolve               i        -           -          i        -        -
      rate                  -        -           -          -        -        -
      call                  -        -           -          -        -        -
      hold-token            -        -           -          -        -        -
      revoke-tokens         i        -           -          -        -        -
      erase                 i        -           -          -        -        -
      dial                  -        -           -          -        -        -
      oversee               i        -           i          i        i        -
      curate                -        -           i          -        -        -
      view-organisation     a        a           a          a        a        a
      view-people           a        -           a          a        a        -
      view-usage            a        a           a          i        a        a
      view-audit            a        -           -          i        -        -
      configure             i        -           i          -        -        -
      connect               i        -           i          -        -        -
      manage-keys           -        -           -          -        -        -
      set-budgets           -        -           -          -        -        -
      manage-people         -        -           -          -        -        -
      manage-roles          -        -           -          -        -        -
      manage-organisation   -        -           -          -        -        -
      dismiss-staff         -        -           -          -        -        -
      transfer-ownership    -        -           -          -        -        -
      delete-organisation   -        -           -          -        -        -
      provision             -        -           -          -        -        -
      operate               p        -           -          -        -        -
      list-organisations    p        -           -          -        -        -
      create-organisation   pa       pa          -          -        -        -
      suspend-organisation  p        -           -          -        -        -
      manage-staff          p        -           -          -        -        -
      assign-staff          p        -           -          -        -        -
      hand-over             -        a           a          -        a        -
      invite-specialist     a        a           a          -        a        -
      enter                 a        -           a          a        a        -
      """;

  @Test
  void permissions_of_sessions_and_of_organisations_are_those_of_the_table() {
    var columns = new LinkedHashMap<String, Set<Permission>>();
    for (var role : Role.values())
      columns.put(role.name().toLowerCase(Locale.ROOT), Permission.of(role));
    for (var role : ClientRole.values())
      columns.put(role.word().replace("-manager", ""), role.permissions());
    assertThat(
            written(
                List.copyOf(columns.keySet()),
                permission ->
                    columns.values().stream()
                        .map(role -> role.contains(permission) ? "x" : "-")
                        .toList()))
        .isEqualTo(cells(CLIENTS));
  }

  @Test
  void permissions_of_the_platforms_staff_are_those_of_the_table() {
    var roles = List.of(PlatformRole.values());
    var names =
        roles.stream()
            .map(role -> role.word().replace("-specialist", "").replace("-manager", ""))
            .toList();
    assertThat(
            written(
                names,
                permission -> roles.stream().map(role -> letters(role, permission)).toList()))
        .isEqualTo(cells(STAFF));
  }

  private static String letters(PlatformRole role, Permission permission) {
    var all = new StringBuilder();
    if (role.onPlatform().contains(permission)) all.append('p');
    if (role.whereAssigned().contains(permission)) all.append('a');
    if (role.withAccess().contains(permission)) all.append('i');
    return all.isEmpty() ? "-" : all.toString();
  }

  @Test
  void no_role_of_an_organisation_has_a_permission_of_the_platform() {
    for (var role : ClientRole.values())
      assertThat(role.permissions()).as(role.word()).noneMatch(Permission::isOfPlatform);
  }

  @Test
  void staff_gets_no_permission_in_an_organisation_that_its_owner_lacks_unless_of_the_platform() {
    for (var role : PlatformRole.values()) {
      assertThat(role.withAccess()).as(role.word()).noneMatch(Permission::isOfPlatform);
      assertThat(role.onPlatform()).as(role.word()).allMatch(Permission::isOfPlatform);
    }
  }

  @Test
  void no_key_does_what_people_customers_or_the_platform_do() {
    var ofOwners = ClientRole.OWNER.permissions();
    assertThat(Permission.ofKeys())
        .allMatch(scope -> scope == Permission.PROVISION || ofOwners.contains(scope))
        .doesNotContain(Permission.MANAGE_KEYS, Permission.MANAGE_PEOPLE, Permission.MANAGE_ROLES)
        .doesNotContain(Permission.TRANSFER_OWNERSHIP, Permission.DELETE_ORGANISATION)
        .contains(Permission.START, Permission.NAME_CUSTOMER, Permission.READ, Permission.TALK);
  }

  @Test
  void words_lead_back_to_their_roles_and_permissions() {
    for (var each : Permission.values()) assertThat(Permission.of(each.word())).contains(each);
    for (var each : ClientRole.values()) assertThat(ClientRole.of(each.word())).contains(each);
    for (var each : PlatformRole.values()) assertThat(PlatformRole.of(each.word())).contains(each);
    for (var each : Stage.values()) assertThat(Stage.of(each.word())).contains(each);
    assertThat(Permission.of("fly")).isEmpty();
  }

  /// A line of cells for each permission, with a first one of names.
  private static List<List<String>> written(
      List<String> names, Function<Permission, List<String>> cells) {
    var lines = new ArrayList<List<String>>();
    lines.add(line("permission", names));
    for (var permission : Permission.values())
      lines.add(line(permission.word(), cells.apply(permission)));
    return lines;
  }

  private static List<String> line(String first, List<String> others) {
    var line = new ArrayList<>(List.of(first));
    line.addAll(others);
    return line;
  }

  private static List<List<String>> cells(String table) {
    return table.lines().map(line -> List.of(line.strip().split(" +", -1))).toList();
  }
}
