package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.parley.server.e2e.browser.Visit;
import io.parley.voice.testing.Chromium;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every state of a call on the page: axe-core finds no violation, nothing is cut off, and
/// `target/screenshots` has a picture of each.
class VoiceStatesIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser(Chromium.WITH_MICROPHONE);

  private static final int LAPTOP = 1280;
  private static final List<Integer> WIDTHS = List.of(Visit.PHONE, Visit.TABLET, LAPTOP);
  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  /// Whether everything in a call's bar fits into it.
  private static final String CONTAINED =
      """
      () => {
        const root = document.querySelector('parley-chat').renderRoot.querySelector('parley-call').renderRoot;
        const bar = root.querySelector('.bar, .ended')?.getBoundingClientRect();
        return [...root.querySelectorAll('button, select')].every((one) => {
          const { left, right } = one.getBoundingClientRect();
          return left >= bar.left && right <= bar.right;
        });
      }\
      """;

  @Test
  void by_day_on_a_phone_and_by_night_on_a_laptop() {
    everyState(
        VoiceVisit.to(BROWSER),
        (visit, state) -> {
          looked(visit, state, Visit.PHONE, ColorScheme.LIGHT);
          looked(visit, state, LAPTOP, ColorScheme.DARK);
          inForcedColours(visit, state);
        });
  }

  @Test
  @Tag("long")
  void by_day_and_by_night_on_phone_tablet_and_laptop() {
    everyState(VoiceVisit.to(BROWSER), VoiceStatesIT::everywhere);
  }

  @Test
  void nothing_is_cut_off_in_german_whose_words_are_the_longest() {
    var talk = VoiceVisit.to(BROWSER, StagedVoice.AVAILABLE, "/?lang=de", Visit.PHONE);
    everyState(talk, VoiceStatesIT::fits);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"de", "es"})
  void in_the_other_languages(String language) {
    var talk = VoiceVisit.to(BROWSER, StagedVoice.AVAILABLE, "/?lang=" + language, Visit.PHONE);
    everyState(talk, (visit, state) -> looked(visit, state + "-375-" + language));
  }

  @Test
  void at_400_percent_zoom_calls_remain_usable() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.visit.page.setViewportSize(320, 400);
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("stop-talking")).isInViewport();
    assertThat(talk.id("hang-up")).isInViewport();
    assertThat(talk.visit.composer()).isInViewport();
    talk.visit.fits();
    talk.visit.shoot("voice-enlarged-320");
  }

  @Test
  void a_call_needs_no_mouse_and_the_focus_is_never_lost() {
    var talk = VoiceVisit.to(BROWSER);
    var keys = talk.visit.page.keyboard();
    assertThat(talk.id("talk")).isVisible();
    talk.visit.composer().focus();
    keys.press("Tab");
    talk.visit.isFocused("talk");
    keys.press("Enter");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.visit.isFocused("log");
    talk.id("hang-up").focus();
    keys.press("Shift+Tab");
    talk.visit.isFocused("devices");
    keys.press("Enter");
    assertThat(talk.id("devices")).hasAttribute("aria-expanded", "true");
    keys.press("Escape");
    assertThat(talk.id("devices")).hasAttribute("aria-expanded", "false");
    talk.visit.isFocused("devices");
    keys.press("Shift+Tab");
    talk.visit.isFocused("mute");
    keys.press("Space");
    assertThat(talk.id("mute")).hasAttribute("aria-pressed", "true");
    keys.press("Tab");
    keys.press("Tab");
    keys.press("Enter");
    assertThat(talk.id("call")).hasCount(0);
    talk.visit.isFocused("composer");
  }

  @Test
  void reduced_motion_is_respected() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.tell("c1", "thinking", "");
    assertThat(talk.id("call-state")).hasText("Thinking");
    var dot = talk.id("call").locator(".orb i").first();
    talk.visit.page.emulateMedia(
        new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
    assertThat(dot).hasCSS("animation-name", "breathe");
    talk.visit.page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    assertThat(dot).hasCSS("animation-name", "none");
  }

  @Test
  void the_meter_rises_with_the_microphone_and_says_nothing_to_screen_readers() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    var level =
        "() => Number(document.querySelector('parley-chat').renderRoot"
            + ".querySelector('parley-call').style.getPropertyValue('--level')) > 0.2";
    talk.visit.page.waitForFunction(level);
    assertThat(talk.id("call").locator(".meter")).hasAttribute("aria-hidden", "true");
    var spoken = talk.id("call-news").textContent();
    talk.tell("c1", "thinking", "");
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("call-state")).hasText("Speaking");
    assertThat(talk.id("call-news")).hasText(spoken);
  }

  @Test
  void another_microphone_and_another_loudspeaker_can_be_chosen_within_the_call() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.id("devices").click();
    var microphones = talk.id("microphones").locator("option");
    assertThat(microphones.nth(1)).isAttached();
    talk.id("microphones").selectOption(microphones.last().getAttribute("value"));
    talk.awaitHeard("c1");
    assertThat(talk.id("microphones")).hasValue(microphones.last().getAttribute("value"));
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.visit.isAccessible("devices");
    talk.visit.shoot("voice-devices");
  }

  /// A check of each state.
  private interface Look {
    void at(Visit visit, String state);
  }

  private static void everyState(VoiceVisit talk, Look look) {
    var visit = talk.visit;
    assertThat(talk.id("talk")).isVisible();
    look.at(visit, "voice-offered");
    var session = talk.call();
    look.at(visit, "voice-listening-first");
    talk.tell("c1", "listening", "hello where is my order number");
    assertThat(talk.id("hearing")).isVisible();
    look.at(visit, "voice-listening");
    session.record(
        "{\"kind\":\"said\",\"id\":\"v1\",\"by\":\"customer\",\"channel\":\"voice\",\"confidence\":0.93,\"text\":\"Hello,"
            + " where is my order number 1042?\"}");
    session.open(1);
    talk.tell("c1", "thinking", "");
    assertThat(talk.id("spoken")).isVisible();
    look.at(visit, "voice-thinking");
    session.complete(
        1,
        "Order **1042** is on its way to you with Swallow Post. It should arrive on Tuesday,"
            + " between eight and twelve. Is there anything else I can do for you?",
        "");
    talk.tell("c1", "speaking", "");
    look.at(visit, "voice-speaking");
    session.record(
        "{\"kind\":\"reply-cut\",\"turn\":1,"
            + "\"heard\":\"Order 1042 is on its way to you with Swallow Post.\"}");
    talk.tell("c1", "listening", "");
    talk.id("mute").click();
    assertThat(talk.id("cut")).isVisible();
    look.at(visit, "voice-muted");
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"listening\",\"words\":\"\",\"voice\":true,"
            + "\"line\":\"bad\"}");
    assertThat(talk.id("call-remark")).isVisible();
    look.at(visit, "voice-bad-line");
    talk.tell("c1", "listening", "");
    assertThat(talk.id("call-remark")).hasCount(0);
    talk.id("devices").click();
    assertThat(talk.id("microphones")).isVisible();
    look.at(visit, "voice-choices");
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"ended\",\"words\":\"\",\"voice\":true,\"reason\":\"gave-up\"}");
    assertThat(talk.id("call-ended")).isVisible();
    look.at(visit, "voice-ended");
    session.send(
        "{\"type\":\"call\",\"call\":\"c9\",\"phase\":\"speaking\",\"words\":\"\",\"voice\":true}");
    assertThat(talk.id("call-elsewhere")).isVisible();
    look.at(visit, "voice-elsewhere");
  }

  private static void everywhere(Visit visit, String state) {
    for (int width : WIDTHS) for (var scheme : SCHEMES) looked(visit, state, width, scheme);
    inForcedColours(visit, state);
  }

  private static void looked(Visit visit, String state, int width, ColorScheme scheme) {
    visit.page.setViewportSize(width, width == Visit.PHONE ? 740 : 800);
    visit.page.emulateMedia(
        new EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    looked(visit, "%s-%d-%s".formatted(state, width, scheme.name().toLowerCase(Locale.ROOT)));
  }

  private static void inForcedColours(Visit visit, String state) {
    visit.page.emulateMedia(new EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    visit.isAccessible(state + " in forced colours");
    visit.page.emulateMedia(new EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
  }

  private static void looked(Visit visit, String name) {
    visit.isAccessible(name);
    fits(visit, name);
    visit.shoot(name);
  }

  private static void fits(Visit visit, String name) {
    visit.fits();
    assertThat((Boolean) visit.page.evaluate(CONTAINED)).as("in the bar: " + name).isTrue();
  }
}
