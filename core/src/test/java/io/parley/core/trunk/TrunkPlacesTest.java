package io.parley.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.core.trunk.OwnTrunk.Transport;
import io.parley.core.trunk.OwnTrunks.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrunkPlacesTest {
  private static final OwnTrunk TRUNK =
      new OwnTrunk(
          "sip.example", Transport.UDP, "u", Optional.empty(), List.of(), Answering.DEFAULT);

  private final List<Stored> all = new ArrayList<>();

  private void made(String tenant, String... names) {
    for (var name : names) {
      var key = new TrunkName(new TenantId(tenant), name);
      all.add(new Stored(key, 1, tenant + name, TRUNK, Instant.EPOCH));
    }
  }

  private List<String> taken(int max) {
    return TrunkPlaces.taken(all, max).stream()
        .map(each -> each.tenant() + "/" + each.name().name())
        .toList();
  }

  @Test
  void organisations_with_many_trunks_leave_a_place_for_one_of_each_other() {
    made("one", "a", "b", "c", "d", "e");
    made("two", "a", "b", "c", "d", "e");
    made("shop", "line");
    assertThat(taken(3)).containsExactly("one/a", "two/a", "shop/line");
    assertThat(taken(5)).containsExactly("one/a", "two/a", "shop/line", "one/b", "one/c");
  }

  @Test
  void a_newer_organisation_displaces_a_trunk_by_its_first_one_alone() {
    made("one", "a", "b", "c");
    assertThat(taken(3)).containsExactly("one/a", "one/b", "one/c");
    made("shop", "line");
    assertThat(taken(3)).containsExactly("one/a", "shop/line", "one/b");
    made("shop", "second", "third");
    assertThat(taken(3)).containsExactly("one/a", "shop/line", "one/b");
  }

  @Test
  void when_the_first_one_of_an_organisation_is_gone_its_next_one_is_the_first() {
    made("one", "a", "b");
    made("shop", "line", "second");
    assertThat(taken(2)).containsExactly("one/a", "shop/line");
    all.removeFirst();
    assertThat(taken(2)).containsExactly("one/b", "shop/line");
  }

  @Test
  void more_organisations_than_places_keep_them_in_the_order_of_their_first_trunks() {
    made("one", "a", "b");
    made("two", "a");
    made("shop", "line");
    assertThat(taken(2)).containsExactly("one/a", "two/a");
    assertThat(taken(0)).isEmpty();
  }
}
