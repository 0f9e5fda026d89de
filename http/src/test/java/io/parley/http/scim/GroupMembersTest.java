package io.parley.http.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.person.PersonId;
import io.parley.http.json.JsonText;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of groups as Okta and Entra ID send them.
class GroupMembersTest {
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final PersonId BEN = new PersonId(new UUID(1, 2));
  private static final PersonId CLEO = new PersonId(new UUID(1, 3));

  private static Set<PersonId> patched(String operations) {
    var text = operations.replace("ADA", ADA.toString()).replace("CLEO", CLEO.toString());
    var body = JsonText.object("{\"Operations\": " + text + "}");
    return GroupMembers.patched(Set.of(ADA, BEN), ScimPatch.read(body), "config-manager");
  }

  @Test
  void members_are_added_by_both() {
    assertThat(patched("[{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"CLEO\"}]}]"))
        .containsExactlyInAnyOrder(ADA, BEN, CLEO);
    assertThat(
            patched(
                """
                [{"op":"add","path":"members",
                  "value":[{"value":"CLEO","display":"cleo@shop.example","$ref":null}]}]
                """))
        .containsExactlyInAnyOrder(ADA, BEN, CLEO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"op\":\"remove\",\"path\":\"members[value eq \\\"ADA\\\"]\"}]",
        "[{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"$ref\":null,\"value\":\"ADA\"}]}]",
      })
  void one_member_is_removed_by_a_filter_or_by_a_value(String operations) {
    assertThat(patched(operations)).containsExactly(BEN);
  }

  @Test
  void a_removal_of_members_without_a_value_removes_all() {
    assertThat(patched("[{\"op\":\"remove\",\"path\":\"members\"}]")).isEmpty();
  }

  @Test
  void members_are_replaced_with_and_without_a_path() {
    assertThat(
            patched("[{\"op\":\"replace\",\"path\":\"members\",\"value\":[{\"value\":\"CLEO\"}]}]"))
        .containsExactly(CLEO);
    assertThat(patched("[{\"op\":\"replace\",\"value\":{\"members\":[{\"value\":\"CLEO\"}]}}]"))
        .containsExactly(CLEO);
  }

  @Test
  void a_whole_group_needs_its_name_and_its_attributes_have_no_case() {
    var whole =
        JsonText.object(
            "{\"DisplayName\": \"Admin\", \"Members\": [{\"value\": \"ID\"}]}"
                .replace("ID", ADA.toString()));
    assertThat(GroupMembers.of(whole, "admin")).containsExactly(ADA);
    assertThat(GroupMembers.of(JsonText.object("{\"displayName\": \"admin\"}"), "admin")).isEmpty();
    for (var body : new String[] {"{}", "{\"displayName\": null, \"members\": []}"})
      assertThatThrownBy(() -> GroupMembers.of(JsonText.object(body), "admin"))
          .isInstanceOf(ScimFailure.class);
  }

  @Test
  void a_group_keeps_its_name_which_may_be_written_as_people_do() {
    assertThat(
            patched(
                "[{\"op\":\"replace\","
                    + "\"value\":{\"id\":\"x\",\"displayName\":\"Config Manager\"}}]"))
        .containsExactlyInAnyOrder(ADA, BEN);
    assertThatThrownBy(
            () -> patched("[{\"op\":\"Replace\",\"path\":\"displayName\",\"value\":\"admin\"}]"))
        .isInstanceOf(ScimFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[7]",
        "[{\"op\":\"move\",\"path\":\"members\"}]",
        "[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"ada\"}]}]",
        "[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"1-1-1-1-1\"}]}]",
        "[{\"op\":\"add\",\"path\":\"members\",\"value\":\"ada\"}]",
        "[{\"op\":\"remove\",\"path\":\"members[display eq \\\"ada\\\"]\"}]",
      })
  void another_form_is_refused(String operations) {
    assertThatThrownBy(() -> patched(operations)).isInstanceOf(ScimFailure.class);
  }
}
