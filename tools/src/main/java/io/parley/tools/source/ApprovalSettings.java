package io.parley.tools.source;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import io.parley.core.setting.Expect;
import io.parley.core.tool.ApprovalRules;
import io.parley.outbound.setting.Section;
import java.util.HashMap;

/// Approval rules in the configuration: a section `approvals` with a rule for each name or pattern,
/// which are quoted: `approvals { "crm.*" = "risky" }`.
public final class ApprovalSettings {
  private static final String KEY = "approvals";

  private ApprovalSettings() {}

  /// @return none if the section has no key `approvals`
  /// @throws IllegalArgumentException when a rule is wrong
  public static ApprovalRules from(Section section) {
    var value = section.valueIfAny(KEY);
    if (value.isEmpty()) return ApprovalRules.NONE;
    if (!(value.get() instanceof ConfigObject rules))
      throw Expect.wrong(section.name(KEY), value.get().valueType(), "a section");
    var texts = new HashMap<String, String>();
    rules.forEach(
        (pattern, rule) -> {
          // crm.refund without quotes is a section of its own
          if (rule.valueType() != ConfigValueType.STRING)
            throw Expect.wrong(
                section.name(KEY) + "." + pattern,
                rule.valueType(),
                "a rule such as \"always\"; a name with a dot is quoted");
          texts.put(pattern, (String) rule.unwrapped());
        });
    try {
      return ApprovalRules.parse(texts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section.name(KEY) + "." + e.getMessage(), e);
    }
  }
}
