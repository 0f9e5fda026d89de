package io.parley.tools.source;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.util.HashMap;
import java.util.Map;

/// A section of the configuration with a text for each name or pattern of tools.
final class PatternTexts {
  private PatternTexts() {}

  /// @param expected of each text, with an example
  /// @return none if the section has no such key
  /// @throws IllegalArgumentException when a value is no text
  static Map<String, String> of(Section section, String key, String expected) {
    var value = section.valueIfAny(key);
    if (value.isEmpty()) return Map.of();
    if (!(value.get() instanceof ConfigObject object))
      throw Expect.wrong(section.name(key), value.get().valueType(), "a section");
    var texts = new HashMap<String, String>();
    object.forEach(
        (pattern, text) -> {
          // crm.refund without quotes is a section of its own
          if (text.valueType() != ConfigValueType.STRING)
            throw Expect.wrong(
                section.name(key) + "." + pattern,
                text.valueType(),
                expected + "; a name with a dot is quoted");
          texts.put(pattern, (String) text.unwrapped());
        });
    return texts;
  }
}
