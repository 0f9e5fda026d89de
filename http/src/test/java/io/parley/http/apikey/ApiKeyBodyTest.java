package io.parley.http.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.People;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeyBodyTest {
  private static final String BODY = "{\"name\": \"a\", \"scopes\": [\"read\"]}";
  private static final ServiceAccountId TILL = new ServiceAccountId(new UUID(4, 2));

  @Test
  void a_key_belongs_to_its_maker_unless_a_service_account_is_named() {
    var ada = People.of(1, ClientRole.DEVELOPER);
    var person = ((Subject.Account) ada.subject()).person();
    assertThat(owner(BODY, ada)).isEqualTo(new KeyOwner.Member(person));
    var operator = Principal.staff(TenantId.DEFAULT, Role.OPERATOR);
    assertThat(owner(BODY, operator)).isEqualTo(new KeyOwner.Installation());
    var named = BODY.replace("}", ", \"account\": \"" + TILL + "\"}");
    assertThat(owner(named, ada)).isEqualTo(new KeyOwner.Account(TILL));
    assertThat(owner(named, operator)).isEqualTo(new KeyOwner.Account(TILL));
  }

  private static KeyOwner owner(String body, Principal keeper) {
    return ApiKeyBody.read(Fields.of(JsonText.object(body)), keeper, Instant.EPOCH).owner();
  }
}
