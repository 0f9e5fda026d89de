package io.parley.core.session;

import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import io.parley.core.session.CustomerEvent.CustomerLanguageChanged;
import org.junit.jupiter.api.Test;

class CustomerLanguageTest {
  private static final CustomerLanguageChanged GERMAN =
      new CustomerLanguageChanged("de", Party.CUSTOMER, NOON);

  @Test
  void the_newest_language_is_kept() {
    assertThat(given(started()).active().notes().language()).isEmpty();
    assertThat(given(started(), GERMAN).active().notes().language()).hasValue("de");
    var spanish = new CustomerLanguageChanged("es", Party.SYSTEM, NOON);
    assertThat(given(started(), GERMAN, spanish, rated("r", 5)).active().notes().language())
        .hasValue("es");
  }

  @Test
  void the_language_cannot_change_after_the_end() {
    assertThatThrownBy(() -> given(started(), Events.ended("z"), GERMAN))
        .isInstanceOf(IllegalStateException.class);
  }
}
