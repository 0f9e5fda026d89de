package io.parley.tools.registry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import io.parley.core.setting.Expect;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.ToolSource;
import io.parley.outbound.setting.Section;
import io.parley.tools.source.ApprovalSettings;
import io.parley.tools.source.LimitSettings;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tool sources that are defined in the configuration: `parley.tools.sources`.
///
/// @param callbacks the address where tools answer later, without a slash at its end
public record SourceSettings(List<ToolSource> sources, Optional<URI> callbacks) {
  private static final List<String> KEYS =
      List.of("name", "kind", "settings", "agents", "allow", "approvals", "limits");

  public SourceSettings {
    sources = List.copyOf(sources);
  }

  /// @throws IllegalArgumentException when a value is missing or wrong
  public static SourceSettings from(Config root) {
    var sources =
        Section.of(root, "parley.tools").sections("sources").stream()
            .map(SourceSettings::source)
            .toList();
    var names = new HashSet<String>();
    for (var source : sources)
      if (!names.add(source.name()))
        throw Expect.wrong(
            "parley.tools.sources.name", source.name(), "a name of its own for each");
    var tools = Section.of(root, "parley.tools");
    return new SourceSettings(
        sources, tools.wordIfAny("callback-address").map(text -> address(tools, text)));
  }

  /// These, with callbacks at this address if they have none.
  public SourceSettings reachedAt(Optional<URI> publicAddress) {
    return new SourceSettings(sources, callbacks.or(() -> publicAddress));
  }

  private static URI address(Section section, String text) {
    try {
      var address = URI.create(text);
      boolean isBare =
          address.getRawUserInfo() == null
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      if (address.getHost() != null
          && Set.of("http", "https").contains(address.getScheme())
          && isBare
          && !text.endsWith("/")) return address;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(section).getMessage(), e);
    }
    throw wrong(section);
  }

  private static IllegalArgumentException wrong(Section section) {
    return Expect.wrong(
        section.name("callback-address"),
        "no address",
        "one such as https://chat.shop.example, without a slash at its end");
  }

  private static ToolSource source(Section section) {
    // a typing error would silently widen what may be used
    for (var key : section.keys()) Expect.oneOf(section.name(), key, KEYS);
    var name = section.word("name");
    if (!ToolSource.NAME.matcher(name).matches())
      throw Expect.wrong(section.name("name"), name, ToolSource.NAME.pattern());
    return new ToolSource(
        name,
        section.word("kind"),
        settings(section),
        texts(section, "agents"),
        texts(section, "allow"),
        ApprovalSettings.from(section),
        LimitSettings.from(section),
        true);
  }

  private static List<String> texts(Section section, String key) {
    return section.keys().contains(key) ? section.texts(key) : List.of();
  }

  private static Json settings(Section section) {
    var value = section.valueIfAny("settings");
    if (value.isEmpty()) return Json.EMPTY_OBJECT;
    if (!(value.get() instanceof ConfigObject object))
      throw Expect.wrong(section.name("settings"), value.get().valueType(), "a section");
    return new Json(object.render(ConfigRenderOptions.concise()));
  }
}
