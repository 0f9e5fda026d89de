package io.parley.tools.source;

import io.parley.core.tool.ApprovalRules;
import io.parley.outbound.setting.Section;

/// Approval rules in the configuration: a section `approvals` with a rule for each name or pattern,
/// which are quoted: `approvals { "crm.*" = "risky" }`.
public final class ApprovalSettings {
  private static final String KEY = "approvals";

  private ApprovalSettings() {}

  /// @return none if the section has no key `approvals`
  /// @throws IllegalArgumentException when a rule is wrong
  public static ApprovalRules from(Section section) {
    var texts = PatternTexts.of(section, KEY, "a rule such as \"always\"");
    try {
      return ApprovalRules.parse(texts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section.name(KEY) + "." + e.getMessage(), e);
    }
  }
}
