package io.parley.http.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Groups of a directory over people in memory, by the rules.
class DirectoryGroupsTest extends DirectoryFixture {
  @Test
  void an_owner_in_a_group_does_not_keep_the_others_from_joining() {
    var id = created(ADA).id();
    var reply = patch(GROUPS + "/member", joins(OWNER.toString(), id));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains(id).doesNotContain(OWNER.toString());
    assertThat(roles(id).builtIn()).contains(ClientRole.MEMBER);
    assertThat(roles(OWNER.toString())).isEqualTo(RoleSet.of(ClientRole.OWNER));
    assertThat(patch(GROUPS + "/member", joins(GUEST.toString(), id)).status()).isEqualTo(400);
  }

  @Test
  void groups_of_one_who_is_switched_off_come_back_with_what_changed_meanwhile() {
    var id = created(ADA).id();
    var path = USERS + "/" + id;
    var on = "[{\"op\": \"replace\", \"path\": \"active\", \"value\": true}]";
    patch(GROUPS + "/member", joins(id));
    patch(path, on.replace("true", "false"));
    assertThat(isMember(id)).isFalse();
    assertThat(get(path).json().path("groups").toString()).contains("member", "viewer");
    assertThat(patch(GROUPS + "/developer", joins(id)).text()).contains(id);
    var leaves = "[{\"op\": \"remove\", \"path\": \"members[value eq \\\"" + id + "\\\"]\"}]";
    assertThat(patch(GROUPS + "/viewer", leaves).text()).doesNotContain(id);
    assertThat(isMember(id)).isFalse();
    patch(path, on);
    assertThat(roles(id).builtIn())
        .containsExactlyInAnyOrder(ClientRole.MEMBER, ClientRole.DEVELOPER);
  }

  @Test
  void a_role_that_is_gone_meanwhile_does_not_come_back() {
    var role = new CustomRole(new RoleName("closer"), Set.of(Permission.READ));
    store.all.get(SHOP).roles.put(role.name(), role);
    var path = USERS + "/" + created(ADA).id();
    var id = get(path).id();
    patch(GROUPS + "/closer", joins(id));
    patch(path, "[{\"op\": \"replace\", \"path\": \"active\", \"value\": false}]");
    store.all.get(SHOP).roles.remove(role.name());
    patch(path, "[{\"op\": \"replace\", \"path\": \"active\", \"value\": true}]");
    assertThat(roles(id)).isEqualTo(RoleSet.of(ClientRole.VIEWER));
  }

  @Test
  void groups_are_roles_whose_members_have_them() {
    var role = new CustomRole(new RoleName("closer"), Set.of(Permission.READ));
    store.all.get(SHOP).roles.put(role.name(), role);
    var heir = new CustomRole(new RoleName("heir"), Set.of(Permission.TRANSFER_OWNERSHIP));
    store.all.get(SHOP).roles.put(heir.name(), heir);
    var id = created(ADA).id();
    var listed = get(GROUPS + "?excludedAttributes=members").text();
    assertThat(listed).contains("\"closer\"", "\"config-manager\"").doesNotContain("heir", "owner");
    var added = "[{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"value\": \"ID\"}]}]";
    assertThat(patch(GROUPS + "/closer", added.replace("ID", id)).text()).contains(id);
    assertThat(roles(id).custom()).containsExactly(new RoleName("closer"));
    var removed = "[{\"op\": \"remove\", \"path\": \"members[value eq \\\"ID\\\"]\"}]";
    assertThat(patch(GROUPS + "/closer", removed.replace("ID", id)).status()).isEqualTo(200);
    assertThat(roles(id)).isEqualTo(RoleSet.of(ClientRole.VIEWER));
    var whole = "{\"displayName\": \"Admin\", \"members\": [{\"value\": \"" + id + "\"}]}";
    assertThat(send("PUT", GROUPS + "/admin", whole).status()).isEqualTo(200);
    assertThat(roles(id).builtIn()).contains(ClientRole.ADMIN);
    assertThat(send("PUT", GROUPS + "/admin", "{}").status()).isEqualTo(400);
    assertThat(roles(id).builtIn()).contains(ClientRole.ADMIN);
    assertThat(patch(GROUPS + "/heir", added.replace("ID", id)).status()).isEqualTo(404);
    assertThat(send("POST", GROUPS, "{\"displayName\": \"closer\"}").status()).isEqualTo(409);
    assertThat(send("POST", GROUPS, "{\"displayName\": \"new\"}").status()).isEqualTo(403);
    assertThat(send("DELETE", GROUPS + "/closer", "").status()).isEqualTo(403);
  }

  private static String joins(String... ids) {
    var members =
        Arrays.stream(ids).map("{\"value\": \"%s\"}"::formatted).collect(Collectors.joining(", "));
    return "[{\"op\": \"add\", \"path\": \"members\", \"value\": [" + members + "]}]";
  }
}
